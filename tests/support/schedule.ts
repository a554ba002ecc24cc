// pg_cron at work in a test, and gone after it.
import type { Sql } from 'postgres';

/** Takes the jobs away and ends the drivers that are still at work: they would go on for a minute, in other tests. */
export async function endSchedule(sql: Sql): Promise<void> {
  await sql`select cutover.unschedule_jobs()`;
  for (;;) {
    const drivers = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity where query like 'call cutover_private.run_%' and pid <> pg_backend_pid()`;
    if (drivers.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
