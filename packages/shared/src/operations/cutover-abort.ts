import { z } from 'zod';
import { run } from './answers.ts';
import { action, define } from './define.ts';
import { group, reason } from './values.ts';

export const cutoverAbort = define({
  name: 'cutover-abort',
  summary: 'Ends a run that has not flipped yet: writes are released, nothing is switched.',
  actions: {
    abort: action({
      summary: 'Ends the run of the group.',
      operation: 'abort',
      role: 'operator',
      request: z.strictObject({ group, reason }),
      result: run,
      errors: ['CT004', 'CT006', 'CT201'],
      example: { group: 'shop', reason: 'wrong evening' },
    }),
  },
});
