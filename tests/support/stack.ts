// The running stack: the one that CUTOVER_STACK_DIR names, with tokens that are fresh.
import { type Stack, stackStatus } from '../../scripts/stack/index.ts';

export type { Stack } from '../../scripts/stack/index.ts';

const stack = await stackStatus();

export function runningStack(): Stack {
  if (!stack) throw new Error('the stack is not running; start it with: npm run stack -- up');
  return stack;
}
