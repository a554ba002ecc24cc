// Comparing both sides, row by row: pg_cron's workers do it, the demo asks for it and waits.
import type { Sql } from 'postgres';
import type { Operator } from './operator.ts';
import { count, progress } from './progress.ts';
import { waitFor } from './wait.ts';

/** Not a number where a table was never compared in full: unknown is not equal. */
export type Drift = { rows: number; differing: number };

/** What the last full comparison and every look since then know. */
export async function drift(sql: Sql, group: string): Promise<Drift> {
  const [row] = await sql<{ rows: string; differing: string; known: boolean }[]>`
    select sum(greatest(s.rows_legacy, s.rows_supabase)) as rows, sum(s.missing + s.extra + s.mismatched) as differing,
      bool_and(s.compared_in_full_at is not null) as known
    from cutover.reconciliation_summary s where s.group_name = ${group}`;
  return row?.known
    ? { rows: Number(row.rows), differing: Number(row.differing) }
    : { rows: Number.NaN, differing: Number.NaN };
}

type Jobs = { total: number; done: number; failed: number; rows: string };

/** Waits for the group's jobs of a kind that were created after `since`. */
export async function waitForJobs(
  sql: Sql,
  group: string,
  since: Date,
  trigger: 'schedule' | 'request',
  kind: 'full' | 'incremental',
): Promise<{ jobs: number; rows: number }> {
  return waitFor(`reconciliation of ${group}`, 300, async () => {
    const [jobs] = await sql<Jobs[]>`
      select count(*)::integer as total, count(*) filter (where j.status = 'completed')::integer as done,
        count(*) filter (where j.status in ('failed', 'cancelled'))::integer as failed,
        coalesce(sum(greatest(j.rows_legacy, j.rows_supabase)), 0) as rows
      from cutover.reconciliation_jobs j join cutover.cutover_tables t on t.id = j.table_id
      join cutover.table_groups g on g.id = t.group_id
      where g.name = ${group} and j.created_at > ${since} and j.trigger = ${trigger} and j.kind = ${kind}`;
    if (!jobs || jobs.total === 0) {
      progress('reconcile', 'pg_cron begins at its next minute');
      return undefined;
    }
    if (jobs.failed > 0) throw new Error(`a reconciliation job of ${group} failed: see cutover.reconciliation_jobs`);
    progress('reconcile', `${jobs.done} of ${jobs.total} tables, ${count(Number(jobs.rows))} rows compared`);
    return jobs.done === jobs.total ? { jobs: jobs.total, rows: Number(jobs.rows) } : undefined;
  });
}

export async function databaseTime(sql: Sql): Promise<Date> {
  const [row] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
  return row!.now;
}

/** A full comparison of the group, asked for now. */
export async function reconcile(operator: Operator, sql: Sql, group: string): Promise<Drift> {
  const since = await databaseTime(sql);
  await operator.command('reconcile', { group, kind: 'full' });
  await waitForJobs(sql, group, since, 'request', 'full');
  return drift(sql, group);
}
