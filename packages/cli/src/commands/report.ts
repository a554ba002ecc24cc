import { functions } from '@cutover/shared';
import type { Command } from 'commander';
import { command } from '../command.ts';
import { actionCommand } from '../from-action.ts';

const owner = functions['daily-report'];

export const report = (): Command =>
  command('report', 'What happened on a day')
    .addCommand(actionCommand(owner, 'list', { as: 'list', places: ['day'] }))
    .addCommand(actionCommand(owner, 'make', { as: 'make', places: ['day'] }));
