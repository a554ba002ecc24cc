// What waits to be carried over to the other side.
import type { Sql } from 'postgres';
import { connect } from './bank.ts';
import { count, progress } from './progress.ts';
import { waitFor } from './wait.ts';

/** How many are let pile up before the way back. */
export const ROWS_TO_REPLAY = 10_000;

/** Distinct rows in the journal of the Supabase side. */
export async function changedRows(sql: Sql, group: string): Promise<number> {
  const [row] = await sql<{ rows: string }[]>`
    select count(distinct (j.endpoint_number, j.key)) as rows
    from cutover_agent.journal j join cutover_agent.endpoints e on e.number = j.endpoint_number
    join cutover.cutover_tables t on t.supabase_endpoint = e.id
    join cutover.table_groups g on g.id = t.group_id where g.name = ${group}`;
  return Number(row?.rows);
}

/** Until nothing waits and everything that was applied has been compared. Only once nobody writes any more. */
export async function drained(sql: Sql, group: string): Promise<void> {
  await waitFor(`the backlog of ${group}`, 120, async () => {
    const [left] = await sql<{ waiting: string; unverified: string }[]>`
      select (select b.entries from cutover_private.backlog(g.id) b) as waiting,
        (select count(*) from cutover_private.verify_queue q join cutover.cutover_tables t on t.id = q.table_id where t.group_id = g.id) as unverified
      from cutover.table_groups g where g.name = ${group}`;
    progress(
      'drain',
      `${count(Number(left?.waiting))} changes to apply, ${count(Number(left?.unverified))} rows to verify`,
    );
    return Number(left?.waiting) + Number(left?.unverified) === 0 ? true : undefined;
  });
}

/**
 * Lets changes pile up: a session of its own keeps the group's lock, so the pipeline finds the group busy. `release` lets go
 * as soon as somebody waits for the lock.
 */
export async function holdPipeline(dbUrl: string, sql: Sql, group: string): Promise<{ release: () => Promise<void> }> {
  const holder = connect(dbUrl);
  const [session] = await holder<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await holder.unsafe('begin');
  await holder`select cutover_private.lock_group(g.id) from cutover.table_groups g where g.name = ${group}`;
  return {
    release: async () => {
      await waitFor('the rollback to ask for the lock', 15, async () => {
        const [row] = await sql<{ n: number }[]>`
          select count(*)::integer as n from pg_stat_activity where ${session!.pid} = any (pg_blocking_pids(pid))`;
        return (row?.n ?? 0) > 0 ? true : undefined;
      }).catch(() => {});
      await holder.unsafe('rollback');
      await holder.end({ timeout: 1 });
    },
  };
}
