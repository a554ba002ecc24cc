// What the operations take and answer. Requests are strict: a key nobody knows is a mistake, not an extension.
import { z } from 'zod';

const MAX_NAME = 63;

/** Text that PostgreSQL can hold: no control characters, no half surrogate pairs. */
const storableText = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused here
    .regex(/^[^\u0000-\u001f\u007f]*$/u, 'must not contain control characters')
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode');

export const nameSchema = storableText(MAX_NAME);
export const reasonSchema = storableText(2000);
export const timestampSchema = z.iso.datetime({
  offset: true,
  error: 'must be an ISO 8601 time with an offset, as in 2026-11-24T05:00:00Z',
});

export const idempotencyKeySchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

// Requests -------------------------------------------------------------------------------------------------------

export const prepareRequest = z.strictObject({ group: nameSchema });

export const executeRequest = z.strictObject({
  group: nameSchema,
  dry_run: z.boolean().optional(),
  /** How long the way back stays open after the flip, in hours. */
  fallback_hours: z.int().min(1).max(720).optional(),
  /** An approved force request, in an emergency: the rules that it names are passed over. */
  force: z.uuid().optional(),
});

export const rollbackRequest = z.strictObject({
  group: nameSchema,
  /** reads_only sends the reads alone back, at once. */
  mode: z.enum(['drain', 'immediate', 'reads_only']).optional(),
  /** Mode immediate: whose row stands where both sides wrote. Without it the group's policy holds. */
  on_conflict: z.enum(['legacy_wins', 'supabase_wins']).optional(),
  reason: reasonSchema,
});

export const statusRequest = z
  .strictObject({ group: nameSchema.optional(), table: nameSchema.optional() })
  .refine((request) => request.group === undefined || request.table === undefined, {
    error: 'name a group or a table, not both',
    path: ['table'],
  });

/** What one instance of an application counted in a minute. */
export const serviceMetricsRequest = z
  .strictObject({
    table: nameSchema,
    requests: z.int().min(0).max(1_000_000_000),
    errors: z.int().min(0).max(1_000_000_000),
    /** The 95th percentile, in milliseconds; there is none without requests. */
    p95_ms: z.number().min(0).max(3_600_000).optional(),
    /** A time within the minute, of the last hour. Default: the minute before this one. */
    minute: timestampSchema.optional(),
    /** Which instance, where several report. Default: the caller. */
    reporter: storableText(200).optional(),
  })
  .refine(({ requests, errors }) => errors <= requests, {
    error: 'counts requests that failed, so it is no more than requests',
    path: ['errors'],
  })
  .refine(({ requests, p95_ms }) => requests === 0 || p95_ms !== undefined, {
    error: 'is needed where there were requests',
    path: ['p95_ms'],
  });

export const notifyRequest = z.strictObject({});

/** Nothing: the configuration. A table and a subject: that subject's side. Tables, or a table: the sides of who is signed in. */
export const readSideRequest = z
  .strictObject({
    table: nameSchema.optional(),
    tables: z.array(nameSchema).max(200).optional(),
    subject: storableText(2000).optional(),
  })
  .refine(({ table, tables }) => table === undefined || tables === undefined, {
    error: 'name a table or tables, not both',
    path: ['tables'],
  })
  .refine(({ table, subject }) => subject === undefined || table !== undefined, {
    error: 'a subject is asked about one table',
    path: ['subject'],
  });

const windowId = z.uuid();
export const freezeRequest = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('schedule'),
    group: nameSchema,
    starts_at: timestampSchema,
    ends_at: timestampSchema.optional(),
    reason: reasonSchema.optional(),
  }),
  z.strictObject({ action: z.literal('activate'), window: windowId }),
  z.strictObject({ action: z.literal('complete'), window: windowId }),
  z.strictObject({ action: z.literal('cancel'), window: windowId, reason: reasonSchema.optional() }),
  z.strictObject({
    action: z.literal('emergency'),
    group: nameSchema,
    ends_at: timestampSchema.optional(),
    reason: reasonSchema,
  }),
  z.strictObject({ action: z.literal('list'), group: nameSchema.optional() }),
]);

export type PrepareRequest = z.infer<typeof prepareRequest>;
export type ExecuteRequest = z.infer<typeof executeRequest>;
export type RollbackRequest = z.infer<typeof rollbackRequest>;
export type StatusRequest = z.infer<typeof statusRequest>;
export type ReadSideRequest = z.infer<typeof readSideRequest>;
export type FreezeRequest = z.infer<typeof freezeRequest>;
export type ServiceMetricsRequest = z.infer<typeof serviceMetricsRequest>;

// Answers --------------------------------------------------------------------------------------------------------

/** What `cutover.command` answers, before it becomes HTTP. */
export const commandAnswer = z.discriminatedUnion('ok', [
  z.looseObject({
    ok: z.literal(true),
    result: z.unknown(),
    request_id: z.string().nullish(),
    replayed: z.boolean().optional(),
  }),
  z.looseObject({
    ok: z.literal(false),
    error: z.looseObject({
      code: z.string(),
      name: z.string().nullish(),
      message: z.string().nullish(),
      details: z.unknown(),
      hint: z.string().nullish(),
    }),
    http_status: z.int().nullish(),
    request_id: z.string().nullish(),
    replayed: z.boolean().optional(),
  }),
]);
export type CommandAnswer = z.infer<typeof commandAnswer>;

export const runStatus = z.enum(['running', 'releasing', 'completed', 'released']);
export type RunStatus = z.infer<typeof runStatus>;

/** What `cutover.advance_run` answers, and what execute and rollback give back at the end. */
export const runAnswer = z.looseObject({
  run_id: z.uuid(),
  kind: z.enum(['cutover', 'rollback']),
  status: runStatus,
  step: z.string().nullable(),
  finished: z.boolean(),
  next_wait_ms: z.number().nonnegative().nullish(),
});
export type RunAnswer = z.infer<typeof runAnswer>;

export const side = z.enum(['legacy', 'supabase']);
export const tableState = z.enum(['pending', 'ready', 'cutover', 'completed', 'rolled_back']);
export const readSource = z.enum(['legacy', 'supabase', 'dual']);
