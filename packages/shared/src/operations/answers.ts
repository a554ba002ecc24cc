// What comes back from the database, before it becomes HTTP.
import { z } from 'zod';
import { time, timeOrNull } from './values.ts';

/** What `cutover.command` answers. */
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

export const runStep = z.looseObject({
  step: z.string(),
  outcome: z.enum(['started', 'done', 'failed']),
  ms: z.number().nullable().describe('Milliseconds from its start to its end.'),
  detail: z.unknown(),
});

/** A run with everything that people see of it. */
export const run = runAnswer.extend({
  group: z.string(),
  mode: z.enum(['drain', 'immediate']),
  requested_by: z.string(),
  requested_at: time,
  finished_at: timeOrNull,
  reason: z.string().nullable(),
  error: z.unknown(),
  write_pause_ms: z.number().nullable().describe('How long writers waited, in milliseconds.'),
  conflicts: z.number().describe('Mode immediate: keys that both sides wrote.'),
  steps: z.array(runStep),
  hint: z.string().optional(),
});
export type Run = z.infer<typeof run>;

export const freezeWindowAnswer = z.looseObject({
  window: z.uuid(),
  group: z.string(),
  status: z.enum(['scheduled', 'active', 'completed', 'cancelled']),
  kind: z.enum(['planned', 'emergency']),
  starts_at: time,
  ends_at: timeOrNull,
  activated_at: timeOrNull,
  ended_at: timeOrNull,
  reason: z.string().nullable(),
  created_by: z.string(),
  ended_by: z.string().nullable(),
});

export const gate = z.looseObject({
  rule: z.string(),
  table: z.string(),
  verdict: z.enum(['passed', 'failed', 'stale', 'warning', 'waived', 'skipped']),
});

export const checklistCategory = z.looseObject({
  category: z.string(),
  passed: z.number(),
  open: z.array(
    z.looseObject({
      rule: z.string(),
      title: z.string(),
      severity: z.string(),
      remedy: z.string(),
      may_be_skipped: z.string().nullable(),
      tables: z.array(z.looseObject({ table: z.string(), verdict: z.string() })),
    }),
  ),
});

/** A reconciliation job, and how far it is. */
export const reconciliationJob = z.looseObject({
  job: z.uuid(),
  table: z.string(),
  kind: z.enum(['full', 'incremental', 'integrity']),
  status: z.enum(['queued', 'running', 'paused', 'completed', 'failed', 'cancelled']),
});

export const consistency = z.looseObject({
  table: z.string(),
  verdict: z.enum(['consistent', 'inconsistent', 'unknown']),
  unknown_because: z.string().optional(),
  truth: z.enum(['legacy', 'supabase']),
  looked_at: time.optional(),
  age_seconds: z.number().optional(),
  every_row_since: time.optional(),
  missing: z.number(),
  extra: z.number(),
  mismatched: z.number(),
  drift_percent: z.number().optional(),
  look: z.string().optional(),
  job: z.uuid().optional(),
});
