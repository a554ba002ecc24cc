// From the arguments to the exit code.
import { CommanderError } from 'commander';
import { outcome, screenOf } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { describe, showFailure } from './failure.ts';
import { createProgram } from './program.ts';

export async function main(argv: string[]): Promise<ExitCode> {
  const program = createProgram();
  try {
    await program.parseAsync(argv);
    return outcome.exitCode;
  } catch (error) {
    // Commander has said by then what it is.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const failure = describe(error);
    showFailure(outcome.screen ?? screenOf({}), failure);
    return failure.exitCode;
  }
}
