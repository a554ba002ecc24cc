import { z } from 'zod';
import { gate, run } from './answers.ts';
import { action, define } from './define.ts';
import { group } from './values.ts';

export const executeRequest = z.strictObject({
  group,
  dry_run: z.boolean().optional().describe('Goes the whole way and back: nothing is switched. Default: false.'),
  fallback_hours: z
    .int()
    .min(1)
    .max(720)
    .optional()
    .describe('How long the way back stays open after the flip, in hours. Default: 48.'),
  force: z
    .uuid()
    .optional()
    .describe('An approved force request, in an emergency: the rules that it names are passed over.'),
});
export type ExecuteRequest = z.infer<typeof executeRequest>;

const plan = z.looseObject({
  dry_run: z.literal(true),
  group: z.string(),
  plan: z.looseObject({ gates: z.array(gate) }),
  predicted_write_pause_ms: z.number().nullable().describe('How long writers would wait, in milliseconds.'),
  would_pass: z.boolean(),
  flag_enabled: z.boolean(),
});

export const cutoverExecute = define({
  name: 'cutover-execute',
  summary: 'Starts the cutover run of a ready group and drives it; a dry run goes the whole way and back.',
  actions: {
    execute: action({
      summary:
        'Answers when the run has ended: 200 completed, 202 still on its way, an error when nothing was switched.',
      operation: 'execute',
      role: 'operator',
      streams: true,
      request: executeRequest,
      result: z.union([plan, run]),
      errors: [
        'CT004',
        'CT201',
        'CT202',
        'CT203',
        'CT204',
        'CT205',
        'CT206',
        'CT209',
        'CT210',
        'CT232',
        'CT402',
        'CT403',
        'CT501',
        'CT601',
        'CT602',
        'CT603',
        'CT604',
        'CT605',
        'CT607',
      ],
      example: { group: 'shop', dry_run: true },
    }),
  },
});
