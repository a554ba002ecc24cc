// Asks for the name of what is about to be changed, letter by letter.
import input from '@inquirer/input';
import type { Context } from './command.ts';
import { UsageError } from './failure.ts';
import { groupStatus } from './group-status.ts';
import { doubtful, strong } from './screen/cell.ts';
import { visible } from './screen/visible.ts';

/**
 * Goes on when the group's name was typed, or --yes was given; gives that name. `first`: what whoever is asked has to see
 * before.
 */
export async function confirm(
  { client, screen, yes, signal }: Context,
  act: string,
  given: string,
  first?: () => Promise<void>,
): Promise<string> {
  if (yes) return given;
  if (!process.stdin.isTTY || !screen.err.isTTY) {
    throw new UsageError(`Nobody can be asked whether to ${act} ${given}.`, 'Run it in a terminal, or give --yes.');
  }
  // A table's name stands for its group: whoever gives one has to know that all of it goes.
  const { group: name, tables } = (await groupStatus({ client, signal }, given)) ?? { group: given, tables: [] };
  await first?.();
  screen.note((page) =>
    page
      .say([doubtful('This will '), doubtful(act), ' ', strong(name), '.'])
      .facts([['tables', tables.map(({ table }) => table).join(', ')]]),
  );
  await input(
    {
      message: `Type the group's name to go on (${visible(name)}):`,
      validate: (typed) => typed.trim() === name || 'That is not its name. Ctrl-C leaves everything as it is.',
    },
    { output: screen.err, signal },
  );
  return name;
}
