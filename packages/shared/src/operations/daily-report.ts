import { z } from 'zod';
import { action, define } from './define.ts';
import { pageSize } from './values.ts';

const day = z.iso.date({ error: 'must be a day, as in 2026-11-24' });

export const dailyReport = define({
  name: 'daily-report',
  summary: 'What happened on a day: drift and its trend, backlog, pauses, alerts.',
  actions: {
    list: action({
      summary: 'Reports that were made, the newest first; a row a table and day, and one for the installation.',
      operation: 'list_daily_reports',
      role: 'viewer',
      reads: true,
      request: z.strictObject({
        action: z.literal('list'),
        day: day.optional().describe('Only this day (UTC).'),
        limit: pageSize(500, 100),
      }),
      result: z.looseObject({
        reports: z.array(
          z.looseObject({
            day: z.string(),
            table: z.string().nullable(),
            drifted: z.number(),
            drift_percent: z.number(),
            drift_trend: z.string(),
          }),
        ),
      }),
      errors: [],
      example: { action: 'list', limit: 10 },
    }),
    make: action({
      summary: 'Makes the report of a day, anew if need be, and sends it.',
      operation: 'make_daily_report',
      role: 'operator',
      request: z.strictObject({ action: z.literal('make'), day: day.optional().describe('UTC. Default: yesterday.') }),
      result: z.unknown(),
      errors: [],
      example: { action: 'make' },
    }),
  },
});
