import { functions, type Run } from '@cutover/shared';
import type { Command } from 'commander';
import { yes } from '../command.ts';
import { confirm } from '../confirm.ts';
import { actionCommand } from '../from-action.ts';
import { good, strong } from '../screen/cell.ts';
import { follow, idempotencyKey, runExitCode, showRun } from './run.ts';

const owner = functions['cutover-rollback'];

const acts: Record<string, string> = {
  drain: 'make legacy the truth again of',
  immediate: 'make legacy the truth again, at once and before everything is replayed, of',
  reads_only: 'send the reads back to legacy of',
};

export const rollback = (): Command =>
  actionCommand<typeof owner.actions.rollback>(owner, 'rollback', {
    as: 'rollback',
    summary: 'Takes a group back: legacy is the truth again, with everything written meanwhile',
    places: ['group'],
    options: [idempotencyKey(), yes()],
    before: async (context, body) => {
      body.group = await confirm(context, acts[String(body.mode ?? 'drain')] ?? '', String(body.group));
    },
    send: (context, body, options) => follow(context, owner.name, body, options),
    show: (page, result) => {
      if (result.mode === 'reads_only')
        page.say([good('done  '), strong(result.group), ': reads are answered by legacy again.']);
      else showRun(page, result as Run);
    },
    exitCode: runExitCode,
  });
