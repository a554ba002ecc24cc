import { z } from 'zod';
import { action, define } from './define.ts';
import { storableText, table, time, timestampSchema } from './values.ts';

/** What one instance of an application counted in a minute. */
export const serviceMetricsRequest = z
  .strictObject({
    table,
    requests: z.int().min(0).max(1_000_000_000),
    errors: z.int().min(0).max(1_000_000_000).describe('Of these requests, those that failed.'),
    p95_ms: z
      .number()
      .min(0)
      .max(3_600_000)
      .optional()
      .describe('The 95th percentile, in milliseconds; there is none without requests.'),
    minute: timestampSchema
      .optional()
      .describe('A time within the minute, of the last hour. Default: the minute before this one.'),
    reporter: storableText(200).optional().describe('Which instance, where several report. Default: the caller.'),
  })
  .refine(({ requests, errors }) => errors <= requests, {
    error: 'counts requests that failed, so it is no more than requests',
    path: ['errors'],
  })
  .refine(({ requests, p95_ms }) => requests === 0 || p95_ms !== undefined, {
    error: 'is needed where there were requests',
    path: ['p95_ms'],
  });

export const serviceMetrics = define({
  name: 'service-metrics',
  summary: 'How a table was served in a minute: what the switch is judged by afterwards.',
  actions: {
    record: action({
      summary: 'Counted once a minute and instance, whoever repeats it.',
      operation: 'record_service_metrics',
      role: 'operator',
      request: serviceMetricsRequest,
      result: z.looseObject({ table: z.string(), minute: time, reporter: z.string() }),
      errors: ['CT002'],
      example: { table: 'orders', requests: 1200, errors: 3, p95_ms: 41.5 },
    }),
  },
});
