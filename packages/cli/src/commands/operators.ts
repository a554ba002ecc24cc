import { functions } from '@cutover/shared';
import type { Command } from 'commander';
import { command } from '../command.ts';
import { actionCommand } from '../from-action.ts';
import { good, strong } from '../screen/cell.ts';
import { showRows } from '../screen/show-result.ts';

const owner = functions.operators;
const { actions } = owner;

export const operators = (): Command =>
  command('operators', 'Who may do what')
    .addCommand(
      actionCommand<typeof actions.list>(owner, 'list', {
        as: 'list',
        show: (page, { operators: found }) => showRows(page, found),
      }),
    )
    .addCommand(
      actionCommand<typeof actions.grant>(owner, 'grant', {
        as: 'grant',
        places: ['subject', 'role'],
        show: (page, { subject, role, previous_role: before }) =>
          page.say([good('granted  '), strong(subject), ` is ${role}`, ...(before ? [`, and was ${before}`] : [])]),
      }),
    )
    .addCommand(
      actionCommand<typeof actions.revoke>(owner, 'revoke', {
        as: 'revoke',
        places: ['subject'],
        show: (page, { subject, previous_role: before }) =>
          page.say([good('revoked  '), strong(subject), ` was ${before}`]),
      }),
    );
