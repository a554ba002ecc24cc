// What of a status is worth following.
import type { StatusResult } from '@cutover/shared';

type Told = [about: string, data: Record<string, unknown> & { over: boolean }];

/** Rows, rate and estimated end of each backfill. */
export const backfillsOf = ({ groups }: StatusResult): Told[] =>
  groups.flatMap(({ group, tables }) =>
    tables.flatMap(({ table, backfill }): Told[] => {
      if (backfill === null) return [];
      const { status, rows, rows_estimated: total, rows_per_second, finishes_at, eta_seconds } = backfill;
      const over = status === 'completed';
      // An estimate is no promise: it ends at 100 when the backfill does.
      const percent = over ? 100 : total ? Math.min(99.9, Math.round((rows / total) * 1000) / 10) : null;
      const data = { rows, rows_total: total, rows_per_second, percent, finishes_at, eta_seconds };
      return [[`backfill ${table}`, { what: 'backfill', group, table, ...data, over }]];
    }),
  );

/** Where the latest run of each group is. */
export const runsOf = ({ groups }: StatusResult): Told[] =>
  groups.flatMap(({ group, run }): Told[] => {
    if (run === null) return [];
    const { run_id, kind, step, status, finished } = run;
    return [[`run ${group}`, { what: 'run', group, run_id, kind, step, status, over: finished }]];
  });
