// All commands.
import tab from '@bomb.sh/tab/commander';
import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { abort } from './commands/abort.ts';
import { alerts } from './commands/alerts.ts';
import { audit } from './commands/audit.ts';
import { checklist } from './commands/checklist.ts';
import { execute } from './commands/execute.ts';
import { finalize } from './commands/finalize.ts';
import { flag } from './commands/flag.ts';
import { freeze } from './commands/freeze.ts';
import { operators } from './commands/operators.ts';
import { plan } from './commands/plan.ts';
import { prepare } from './commands/prepare.ts';
import { reads } from './commands/reads.ts';
import { reconcile } from './commands/reconcile.ts';
import { register } from './commands/register.ts';
import { report } from './commands/report.ts';
import { rollback } from './commands/rollback.ts';
import { settings } from './commands/settings.ts';
import { status } from './commands/status.ts';

export function createProgram(): Command {
  const program = new Command('cutover')
    .description('Makes Supabase the source of truth, table by table.')
    .version(manifest.version);
  for (const command of [
    status(),
    register(),
    checklist(),
    prepare(),
    freeze(),
    plan(),
    execute(),
    abort(),
    rollback(),
    finalize(),
    reads(),
    reconcile(),
    alerts(),
    report(),
    flag(),
    settings(),
    operators(),
    audit(),
  ])
    program.addCommand(command);
  tab(program, { completionCommandName: 'completion' });
  for (const command of commandsOf(program)) {
    command.exitOverride().showHelpAfterError(`(${pathOf(command)} --help says more)`);
  }
  return program;
}

/** A command with all that are below it. */
export const commandsOf = (command: Command): Command[] => [command, ...command.commands.flatMap(commandsOf)];

/** As it is typed: cutover freeze schedule. */
export const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
