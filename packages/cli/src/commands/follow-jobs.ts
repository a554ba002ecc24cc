import { setTimeout as sleep } from 'node:timers/promises';
import type { JobProgress } from '@cutover/shared';
import type { Context } from '../command.ts';
import type { Cell } from '../screen/cell.ts';
import { Live } from '../screen/live.ts';
import type { Page } from '../screen/screen.ts';
import { word } from '../screen/state-words.ts';
import { count, duration, meter } from '../screen/words.ts';

export const hasEnded = ({ status }: JobProgress): boolean => ['completed', 'failed', 'cancelled'].includes(status);

function left({ finishes_at: end }: JobProgress): string {
  const ms = end === null ? Number.NaN : new Date(end).getTime() - Date.now();
  return Number.isNaN(ms) ? '' : `about ${duration(Math.max(ms, 1000))} left`;
}

/** One line a job: how far, how fast, until when. */
function showProgress(page: Page, jobs: readonly JobProgress[]): void {
  page.table(
    [{ title: 'table' }, { title: 'compared', whole: true }, { title: 'rows' }, { title: 'rate' }, { title: '' }],
    jobs.map((job): Cell[] => [
      job.table,
      meter((job.percent ?? 0) / 100),
      count(job.rows_compared),
      job.rows_per_second ? `${count(Math.round(job.rows_per_second))}/s` : '',
      hasEnded(job) ? word(job.status) : job.condition === 'running' ? left(job) : job.condition,
    ]),
  );
}

const everyMs = 500;

/** Looks at these jobs until they have ended, or somebody looks away; by default at those under way. */
export async function followJobs(
  { client, screen, signal }: Context,
  wanted: readonly string[] | ((job: JobProgress) => boolean),
): Promise<{ jobs: JobProgress[] }> {
  const live = new Live(screen);
  const ask = async (request: object): Promise<JobProgress[]> =>
    ((await client.call('reconciliation', { ...request })) as { jobs: JobProgress[] }).jobs;
  try {
    const ids =
      typeof wanted === 'function'
        ? (await ask({ action: 'list', active: true })).filter(wanted).map(({ job }) => job)
        : wanted;
    for (;;) {
      const jobs = ids.length === 0 ? [] : await ask({ action: 'status', jobs: ids });
      if (signal.aborted || jobs.every(hasEnded)) return { jobs };
      live.draw((page) => showProgress(page, jobs));
      await sleep(everyMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    live.end();
  }
}
