import { functions } from '@cutover/shared';
import type { Command } from 'commander';
import { actionCommand } from '../from-action.ts';
import { good, strong } from '../screen/cell.ts';
import { runExitCode } from './run.ts';

const owner = functions['cutover-abort'];

export const abort = (): Command =>
  actionCommand<typeof owner.actions.abort>(owner, 'abort', {
    as: 'abort',
    places: ['group'],
    show: (page, run) =>
      page
        .say([good('ended  '), strong(run.group), `: ${run.status}, nothing is switched.`])
        .facts([['run', run.run_id]]),
    exitCode: runExitCode,
  });
