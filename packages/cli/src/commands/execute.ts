import { functions, type Run } from '@cutover/shared';
import type { Command } from 'commander';
import { yes } from '../command.ts';
import { confirm } from '../confirm.ts';
import { actionCommand } from '../from-action.ts';
import { follow, idempotencyKey, runExitCode, showRun } from './run.ts';

const owner = functions['cutover-execute'];

export const execute = (): Command =>
  actionCommand<typeof owner.actions.execute>(owner, 'execute', {
    as: 'execute',
    summary: 'Switches a ready group: from then on Supabase is the truth',
    places: ['group'],
    without: ['dry_run'],
    options: [idempotencyKey(), yes()],
    before: async (context, body) => {
      body.group = await confirm(context, 'make Supabase the truth of', String(body.group));
    },
    send: (context, body, options) => follow(context, owner.name, body, options),
    show: (page, result) => showRun(page, result as Run),
    exitCode: runExitCode,
  });
