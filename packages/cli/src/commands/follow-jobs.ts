import type { JobProgress } from '@cutover/shared';
import type { Context } from '../command.ts';
import { followUntil } from '../follow-until.ts';
import type { Cell } from '../screen/cell.ts';
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

/** Looks at these jobs until they have ended, or somebody looks away. */
export async function followJobs(context: Context, jobs: readonly string[]): Promise<{ jobs: JobProgress[] }> {
  if (jobs.length === 0) return { jobs: [] };
  const { client, signal } = context;
  return await followUntil(context, {
    ask: async () =>
      (await client.call('reconciliation', { action: 'status', jobs }, { signal })) as { jobs: JobProgress[] },
    isOver: (seen) => seen.jobs.every(hasEnded),
    draw: (page, seen) => showProgress(page, seen.jobs),
    work: 'comparison',
  });
}

/** The jobs of these tables that are under way. */
export async function activeJobs({ client, signal }: Context, tables: ReadonlySet<string>): Promise<string[]> {
  const { jobs } = (await client.call('reconciliation', { action: 'list', active: true }, { signal })) as {
    jobs: JobProgress[];
  };
  return jobs.filter(({ table }) => tables.has(table)).map(({ job }) => job);
}
