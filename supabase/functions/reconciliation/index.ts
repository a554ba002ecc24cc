// Comparisons of both sides: start, follow, steer, read their results, repair what differs.
import { functions, jobProgress } from '@cutover/shared';
import { z } from 'zod';
import { endpoint } from '../_shared/endpoint.ts';

const started = z.looseObject({ jobs: z.array(z.looseObject({ job: z.uuid() })) });
const looked = z.looseObject({ jobs: z.array(jobProgress) });

export default endpoint(functions.reconciliation, {
  watches: {
    ask: (result) => ({
      operation: 'reconciliation_status',
      args: { jobs: started.parse(result).jobs.map(({ job }) => job) },
    }),
    progress: (result) =>
      new Map(
        looked
          .parse(result)
          .jobs.map(({ job, table, kind, status, percent, rows_per_second, finishes_at, ...rest }) => {
            const { condition, reason, chunks_done, chunks_total, rows_compared: rows, finished_at } = rest;
            const state = { status, condition, reason, over: finished_at !== null };
            const extent = { chunks_done, chunks_total, rows, rows_per_second, percent, finishes_at };
            return [job, { what: 'reconciliation', job, table, kind, ...state, ...extent }];
          }),
      ),
  },
});
