import { z } from 'zod';
import { run } from './answers.ts';
import { action, define } from './define.ts';
import { group, reason } from './values.ts';

export const rollbackRequest = z.strictObject({
  group,
  mode: z
    .enum(['drain', 'immediate', 'reads_only'])
    .optional()
    .describe(
      'drain: replay, verify, then flip; immediate: flip, then replay; reads_only: the reads alone. Default: drain.',
    ),
  on_conflict: z
    .enum(['legacy_wins', 'supabase_wins'])
    .optional()
    .describe("Mode immediate: whose row stands where both sides wrote. Default: the group's policy."),
  reason,
});
export type RollbackRequest = z.infer<typeof rollbackRequest>;

export const cutoverRollback = define({
  name: 'cutover-rollback',
  summary: 'Starts the run back to legacy and drives it.',
  actions: {
    rollback: action({
      summary: 'Answers as cutover-execute does. Needs neither flag nor window: the way back is always open.',
      operation: 'rollback',
      role: 'operator',
      streams: true,
      request: rollbackRequest,
      result: z.union([run, z.looseObject({ group: z.string(), mode: z.literal('reads_only') })]),
      errors: ['CT004', 'CT201', 'CT205', 'CT211', 'CT501', 'CT601', 'CT603', 'CT604', 'CT605', 'CT606', 'CT607'],
      example: { group: 'shop', reason: 'wrong prices' },
    }),
  },
});
