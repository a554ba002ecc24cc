import { functions } from '@cutover/shared';
import type { Command } from 'commander';
import { command } from '../command.ts';
import { actionCommand } from '../from-action.ts';

const owner = functions.settings;

export const settings = (): Command =>
  command('settings', 'How the installation, its groups and its tables are set up')
    .addCommand(actionCommand(owner, 'list', { as: 'list' }))
    .addCommand(actionCommand(owner, 'set', { as: 'set', places: ['key', 'value'] }))
    .addCommand(actionCommand(owner, 'set_threshold', { as: 'threshold', places: ['table', 'rule', 'threshold'] }))
    .addCommand(actionCommand(owner, 'set_policy', { as: 'policy', places: ['group', 'policy', 'value'] }))
    .addCommand(actionCommand(owner, 'set_freeze_writes', { as: 'freeze-writes', places: ['table', 'mode'] }))
    .addCommand(
      actionCommand(owner, 'set_automatic_rollback', { as: 'automatic-rollback', places: ['table', 'enabled'] }),
    );
