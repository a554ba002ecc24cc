// From the arguments to the exit code.
import { CommanderError } from 'commander';
import { outcome, screenOf } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { describe, showFailure, UsageError } from './failure.ts';
import { createProgram } from './program.ts';

export async function main(argv: string[]): Promise<ExitCode> {
  const program = createProgram();
  try {
    await program.parseAsync(argv);
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.done;
      // People have been told by then what it is; a program reads stdout.
      const screen = screenOf({ json: argv.includes('--json') });
      if (screen.json) showFailure(screen, describe(new UsageError(error.message, 'See --help.')));
      return exitCodes.usage;
    }
    const failure = describe(error);
    showFailure(outcome.screen ?? screenOf({}), failure);
    return failure.exitCode;
  }
}
