// The command line, with --json: what a script types.
import type { Stack } from '../support/stack.ts';
import { cutover, environmentOf } from '../cli/cutover.ts';
import { type Answer, type Driver, type Outcome, outcomeOf } from './driver.ts';

export function cliDriver(stack: Stack): Driver {
  const type = async (...words: string[]): Promise<Outcome> => {
    const { stdout, stderr } = await cutover([...words, '--json'], { env: environmentOf(stack) });
    if (stdout === '') throw new Error(stderr);
    return outcomeOf(JSON.parse(stdout) as Answer);
  };
  return {
    prepare: (group) => type('prepare', group),
    openWindow: (group, reason) => type('freeze', 'emergency', group, '--reason', reason),
    rehearse: (group) => type('plan', group),
    execute: (group) => type('execute', group, '--yes'),
    rollback: (group, reason) => type('rollback', group, '--reason', reason, '--yes'),
    status: (group) => type('status', group),
  };
}
