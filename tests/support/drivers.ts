// What pg_cron would keep running, from now on instead of from the next full minute on.
import type { Sql } from 'postgres';
import { connect } from '../runs/group.ts';

export type Drivers = { stop: () => Promise<void> };

export function startDrivers(url: string): Drivers {
  let working = true;
  const all = ['run_pipeline', 'run_monitor', 'run_reconciliation'].map(async (driver) => {
    const sql: Sql = connect(url);
    while (working) await sql.unsafe(`call cutover_private.${driver}(1)`);
    await sql.end({ timeout: 1 });
  });
  return {
    stop: async () => {
      working = false;
      await Promise.all(all);
    },
  };
}
