// The first copy: pg_cron does it, the demo watches.
import type { Sql } from 'postgres';
import { count, plural, progress, seconds, step } from './progress.ts';
import { waitFor } from './wait.ts';

type State = { done: string; estimated: string; left: number; elapsed: number | null };

export async function backfill(sql: Sql, group: string): Promise<void> {
  const asked = performance.now();
  let began: number | undefined;
  const rows = await waitFor(`backfill of ${group}`, 600, async () => {
    const [state] = await sql<State[]>`
      select sum(b.rows_done) as done, sum(greatest(b.rows_estimated, b.rows_done)) as estimated,
        count(*) filter (where t.backfilled_at is null)::integer as left
      from cutover.backfills b join cutover.cutover_tables t on t.id = b.table_id
      join cutover.table_groups g on g.id = t.group_id where g.name = ${group}`;
    const done = Number(state?.done ?? 0);
    if (done > 0) began ??= performance.now();
    const rate = began === undefined ? 0 : done / Math.max(0.5, (performance.now() - began) / 1000);
    progress(
      'backfill',
      began === undefined
        ? `pg_cron begins at the next minute (${seconds(performance.now() - asked)})`
        : `${count(done)} of about ${count(Number(state?.estimated))} rows, ${count(rate)} rows/s`,
    );
    return state?.left === 0 ? done : undefined;
  });
  const took = performance.now() - (began ?? asked);
  step(
    'backfill',
    `${plural(rows, 'row')} by pg_cron in ${seconds(took)} (${count((rows / took) * 1000)} rows/s) while clients write`,
  );
}
