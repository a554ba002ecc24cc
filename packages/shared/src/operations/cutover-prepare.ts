import { z } from 'zod';
import { checklistCategory, gate } from './answers.ts';
import { action, define } from './define.ts';
import { group } from './values.ts';

export const prepareRequest = z.strictObject({ group });
export type PrepareRequest = z.infer<typeof prepareRequest>;

export const cutoverPrepare = define({
  name: 'cutover-prepare',
  summary: 'Measures every rule of a group, gives the checklist, and makes the group ready when it passes.',
  actions: {
    prepare: action({
      summary: 'Measures and judges; the first call after the backfill starts the comparison of both sides.',
      operation: 'prepare',
      role: 'operator',
      request: prepareRequest,
      result: z.looseObject({
        group: z.string(),
        ready: z.boolean(),
        reconciling: z.boolean(),
        checklist: z.array(checklistCategory),
        gates: z.array(gate),
      }),
      errors: ['CT004', 'CT201', 'CT205', 'CT210', 'CT402', 'CT403', 'CT501'],
      example: { group: 'shop' },
    }),
  },
});
