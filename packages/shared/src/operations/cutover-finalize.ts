import { z } from 'zod';
import { action, define } from './define.ts';
import { group, nameSchema } from './values.ts';

export const finalizeRequest = z.strictObject({
  group,
  confirm: nameSchema.optional().describe('The name of the group once more; not needed for a dry run.'),
  dry_run: z.boolean().optional().describe('Lists what ends and what is in the way. Default: false.'),
});

export const cutoverFinalize = define({
  name: 'cutover-finalize',
  summary: 'Ends the way back of a completed group, for good.',
  actions: {
    finalize: action({
      summary: 'By somebody who did not execute its cutover, after the soak time.',
      operation: 'finalize_group',
      role: 'approver',
      request: finalizeRequest,
      result: z.union([
        z.looseObject({
          dry_run: z.literal(true),
          group: z.string(),
          would_pass: z.boolean(),
          obstacles: z.string().nullable(),
          executed_by: z.string().nullable(),
          removes: z.array(z.looseObject({ table: z.string() })),
        }),
        z.looseObject({
          group: z.string(),
          finalized: z.literal(true),
          entries_given_up: z.number(),
          removed: z.array(z.looseObject({ table: z.string() })),
        }),
      ]),
      errors: ['CT004', 'CT201', 'CT205', 'CT211', 'CT235', 'CT236', 'CT601'],
      example: { group: 'shop', dry_run: true },
    }),
  },
});
