// The frame of every command: common options, a connection, a screen, an exit code.
import { Command, Option } from 'commander';
import { type Client, type ConnectionOptions, connect } from './connection.ts';
import type { ExitCode } from './exit-codes.ts';
import { interruption } from './interruption.ts';
import { Screen } from './screen/screen.ts';

export type Context = {
  client: Client;
  screen: Screen;
  /** Everything was confirmed beforehand. */
  yes: boolean;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
};

type Common = ConnectionOptions & { json?: boolean; color?: boolean; yes?: boolean };

export const screenOf = ({ json, color }: { json?: boolean; color?: boolean }): Screen =>
  // Without --no-color it is `true`, which nobody has asked for.
  new Screen({ json: json === true, colour: color === false ? false : undefined });

const common = (): Option[] => [
  new Option('--json', 'one JSON document on stdout: what the function answered').helpGroup('Everywhere:'),
  new Option('--no-color', 'no colours; the same as the environment variable NO_COLOR').helpGroup('Everywhere:'),
  new Option('--url <address>', 'the project; default: CUTOVER_URL').helpGroup('Everywhere:'),
  new Option('--on-behalf-of <who>', 'for whom you act; it is kept in the audit log').helpGroup('Everywhere:'),
  new Option('--token-stdin', 'read the access token from stdin; default: CUTOVER_TOKEN').helpGroup('Everywhere:'),
  new Option('--secret-key-stdin', 'read a secret key from stdin; default: CUTOVER_SECRET_KEY').helpGroup(
    'Everywhere:',
  ),
];

type Work = (context: Context, given: unknown[], options: Record<string, unknown>) => Promise<ExitCode | undefined>;

/** How the command ended, and where it said so. */
export const outcome: { exitCode: ExitCode; screen: Screen | undefined } = { exitCode: 0, screen: undefined };

/** A command that talks to the project; `declared` has its arguments and options. */
export function leaf(declared: Command, work: Work): Command {
  for (const option of common()) declared.addOption(option);
  return declared.action(async () => {
    const options = declared.opts<Common & Record<string, unknown>>();
    const screen = screenOf(options);
    outcome.screen = screen;
    const client = await connect(options);
    const context = { client, screen, yes: options.yes === true, signal: interruption() };
    outcome.exitCode = (await work(context, declared.processedArgs, options)) ?? 0;
  });
}

/** For what cannot be taken back. */
export const yes = (): Option => new Option('-y, --yes', 'do it without asking, for scripts');

export const command = (name: string, summary: string): Command => new Command(name).description(summary);
