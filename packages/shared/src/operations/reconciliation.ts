import { z } from 'zod';
import { consistency, reconciliationJob } from './answers.ts';
import { action, define } from './define.ts';
import {
  group,
  nameSchema,
  oneOf,
  pageSize,
  reason,
  storableText,
  table,
  time,
  timeOrNull,
  timestampSchema,
} from './values.ts';

const job = z.uuid().describe('The id of a reconciliation job.');
const kind = z.enum(['full', 'incremental', 'integrity']);
const controlled = reconciliationJob.extend({ chunks_done: z.number(), chunks_total: z.number().nullable() });

export const jobProgress = reconciliationJob.extend({
  condition: z.string().describe('What it does, or waits for.'),
  reason: z.string().nullable(),
  chunks_done: z.number(),
  chunks_total: z.number().nullable(),
  percent: z.number().nullable(),
  rows_compared: z.number(),
  rows_per_second: z.number().nullable(),
  seconds: z.number().nullable(),
  finishes_at: timeOrNull.describe('About when it ends.'),
  missing: z.number(),
  extra: z.number(),
  mismatched: z.number(),
  drift_percent: z.number().nullable(),
  created_at: time,
  started_at: timeOrNull,
  finished_at: timeOrNull,
});
export type JobProgress = z.infer<typeof jobProgress>;

export const reconciliation = define({
  name: 'reconciliation',
  summary: 'Comparisons of both sides: start, follow, steer, read their results, repair what differs.',
  actions: {
    start: action({
      summary:
        'Queues a comparison for a table, or for each table of a group; one that is unfinished is given instead.',
      operation: 'reconcile',
      role: 'operator',
      streams: true,
      request: z
        .strictObject({
          action: z.literal('start'),
          table: table.optional(),
          group: group.optional(),
          kind: kind.optional().describe('Default: full.'),
        })
        .refine(oneOf, { error: 'name a table or a group, one of them', path: ['table'] }),
      result: z.looseObject({ jobs: z.array(z.looseObject({ job: z.uuid(), table: z.string(), kind })) }),
      errors: ['CT002', 'CT004', 'CT210'],
      example: { action: 'start', table: 'orders' },
    }),
    status: action({
      summary: 'How far jobs are: percent, rate, estimated end. As a stream, until they have ended.',
      operation: 'reconciliation_status',
      role: 'viewer',
      reads: true,
      streams: true,
      request: z
        .strictObject({
          action: z.literal('status'),
          job: job.optional(),
          jobs: z.array(job).min(1).max(200).optional(),
        })
        .refine((request) => (request.job === undefined) !== (request.jobs === undefined), {
          error: 'name a job or jobs, one of them',
          path: ['job'],
        }),
      result: z.looseObject({ jobs: z.array(jobProgress) }),
      errors: ['CT012'],
      example: { action: 'status', job: '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11' },
    }),
    list: action({
      summary: 'Jobs, the newest first.',
      operation: 'reconcile_list',
      role: 'viewer',
      reads: true,
      request: z.strictObject({
        action: z.literal('list'),
        table: table.optional(),
        active: z.boolean().optional().describe('Only those that are not finished. Default: false.'),
        limit: pageSize(200, 50),
      }),
      result: z.looseObject({ jobs: z.array(jobProgress) }),
      errors: ['CT002'],
      example: { action: 'list', active: true },
    }),
    results: action({
      summary: 'The verdict of each table, and the rows that differ: their keys, and the columns.',
      operation: 'reconciliation_results',
      role: 'viewer',
      reads: true,
      request: z.strictObject({
        action: z.literal('results'),
        table: table.optional(),
        after: storableText(200).optional().describe('The "next" of the page before.'),
        limit: pageSize(500, 100),
      }),
      result: z.looseObject({
        summary: z.array(z.looseObject({ table: z.string(), group: z.string(), verdict: z.string() })),
        drifted_rows: z.array(
          z.looseObject({
            table: z.string(),
            key: z.array(z.string().nullable()),
            kind: z.enum(['missing', 'extra', 'mismatched']),
            columns: z.array(z.string()),
            confirmed_at: time,
          }),
        ),
        next: z.string().nullable(),
      }),
      errors: ['CT002'],
      example: { action: 'results', table: 'orders' },
    }),
    pause: action({
      summary: 'No worker begins another piece of the job until it is resumed.',
      operation: 'pause_reconciliation',
      role: 'operator',
      request: z.strictObject({ action: z.literal('pause'), job, reason }),
      result: controlled,
      errors: ['CT012', 'CT201'],
      example: { action: 'pause', job: '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11', reason: 'payday' },
    }),
    resume: action({
      summary: 'The job goes on where it stood.',
      operation: 'resume_reconciliation',
      role: 'operator',
      request: z.strictObject({ action: z.literal('resume'), job }),
      result: controlled,
      errors: ['CT012', 'CT201'],
      example: { action: 'resume', job: '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11' },
    }),
    cancel: action({
      summary: 'Ends the job; what it had confirmed by then stays open.',
      operation: 'cancel_reconciliation',
      role: 'operator',
      request: z.strictObject({ action: z.literal('cancel'), job, reason }),
      result: controlled,
      errors: ['CT012', 'CT201'],
      example: { action: 'cancel', job: '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11', reason: 'no need' },
    }),
    validate: action({
      summary: 'Looks at what changed, for five seconds at most: verdict, and its age.',
      operation: 'validate_data_consistency',
      role: 'operator',
      request: z.strictObject({ action: z.literal('validate'), table }),
      result: consistency,
      errors: ['CT002', 'CT213'],
      example: { action: 'validate', table: 'orders' },
    }),
    repair: action({
      summary: 'Carries over what differs, from the side that is the truth.',
      operation: 'repair',
      role: 'operator',
      request: z.strictObject({ action: z.literal('repair'), table }),
      result: z.looseObject({
        table: z.string(),
        truth: z.enum(['legacy', 'supabase']),
        marked: z.number(),
        kinds: z.record(z.string(), z.number()),
      }),
      errors: ['CT002', 'CT210', 'CT211', 'CT501'],
      example: { action: 'repair', table: 'orders' },
    }),
    list_known: action({
      summary: 'Differences that are meant to be, and until when; at most 500.',
      operation: 'list_known_differences',
      role: 'viewer',
      reads: true,
      request: z.strictObject({ action: z.literal('list_known'), table: table.optional() }),
      result: z.looseObject({
        known_differences: z.array(
          z.looseObject({
            table: z.string(),
            column: z.string(),
            version: z.number(),
            condition: z.string().nullable(),
            owner: z.string(),
            expires_at: time,
            reason: z.string(),
            set_by: z.string(),
          }),
        ),
      }),
      errors: ['CT002'],
      example: { action: 'list_known' },
    }),
    set_known: action({
      summary: 'Differences of a column, or those for which a condition holds, are no drift until then.',
      operation: 'set_known_difference',
      role: 'admin',
      request: z.strictObject({
        action: z.literal('set_known'),
        table,
        column: nameSchema,
        condition: storableText(2000).optional().describe('SQL over the values legacy and supabase.'),
        owner: storableText(200).describe('Who answers for it.'),
        expires_at: timestampSchema.describe('Within a year.'),
        reason,
      }),
      result: z.looseObject({ table: z.string(), column: z.string(), version: z.number(), expires_at: time }),
      errors: ['CT002', 'CT013'],
      example: {
        action: 'set_known',
        table: 'orders',
        column: 'email',
        condition: 'lower(legacy) = lower(supabase)',
        owner: 'olga',
        expires_at: '2030-01-01T00:00:00Z',
        reason: 'legacy keeps the spelling',
      },
    }),
    end_known: action({
      summary: 'Differences of the column are drift again.',
      operation: 'end_known_difference',
      role: 'admin',
      request: z.strictObject({ action: z.literal('end_known'), table, column: nameSchema, reason }),
      result: z.looseObject({ table: z.string(), column: z.string(), ended: z.literal(true) }),
      errors: ['CT002', 'CT012'],
      example: { action: 'end_known', table: 'orders', column: 'email', reason: 'mended' },
    }),
  },
});
