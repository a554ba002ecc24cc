// Asks for the name of what is about to be changed, letter by letter.
import input from '@inquirer/input';
import type { Context } from './command.ts';
import { UsageError } from './failure.ts';
import { doubtful, strong } from './screen/cell.ts';
import { visible } from './screen/visible.ts';

/** Goes on when the group's name was typed, or --yes was given. `first`: what whoever is asked has to see before. */
export async function confirm(
  { screen, yes, signal }: Context,
  act: string,
  name: string,
  first?: () => Promise<void>,
): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !screen.err.isTTY) {
    throw new UsageError(`Nobody can be asked whether to ${act} ${name}.`, 'Run it in a terminal, or give --yes.');
  }
  await first?.();
  screen.note((page) => page.say([doubtful('This will '), doubtful(act), ' ', strong(name), '.']));
  await input(
    {
      message: `Type the name to go on (${visible(name)}):`,
      validate: (typed) => typed.trim() === name || 'That is not its name. Ctrl-C leaves everything as it is.',
      theme: { prefix: '?' },
    },
    { output: screen.err, signal },
  );
}
