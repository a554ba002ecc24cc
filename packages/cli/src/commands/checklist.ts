import { functions } from '@cutover/shared';
import type { Command } from 'commander';
import { command } from '../command.ts';
import { actionCommand } from '../from-action.ts';
import { good, strong } from '../screen/cell.ts';
import { showChecklist } from '../screen/show-checklist.ts';
import { showRows } from '../screen/show-result.ts';
import { timeAndDistance } from '../screen/words.ts';

const owner = functions.checklist;
const { actions } = owner;

const show = (): Command =>
  actionCommand<typeof actions.read>(owner, 'read', {
    as: 'show',
    places: ['group'],
    show: (page, { group, checklist: found, not_measured: unmeasured, waivers, force_requests: forced }) => {
      page.say([strong(group)]).gap();
      showChecklist(page, found);
      for (const [title, rows] of [
        ['not measured yet', unmeasured],
        ['waivers', waivers],
        ['force requests', forced],
      ] as const) {
        if (rows.length === 0) continue;
        page.gap().say([strong(title)]);
        showRows(page, rows);
      }
    },
  });

export const checklist = (): Command =>
  command('checklist', 'What is judged before the switch')
    .addCommand(show())
    .addCommand(
      actionCommand<typeof actions.attest>(owner, 'attest', {
        as: 'attest',
        places: ['group', 'rule', 'evidence'],
        show: (page, { group, rule, expires_at: until }) =>
          page.say([good('attested  '), strong(rule), ` for ${group}, until ${timeAndDistance(until)}`]),
      }),
    )
    .addCommand(
      actionCommand<typeof actions.waive>(owner, 'waive', {
        as: 'waive',
        places: ['table', 'rule'],
        show: (page, { table, rule, expires_at: until }) =>
          page.say([good('waived  '), strong(rule), ` for ${table}, until ${timeAndDistance(until)}`]),
      }),
    )
    .addCommand(actionCommand(owner, 'end_waiver', { as: 'end-waiver', places: ['table', 'rule'] }))
    .addCommand(actionCommand(owner, 'request_force', { as: 'request-force', places: ['group'] }))
    .addCommand(actionCommand(owner, 'approve_force', { as: 'approve-force', places: ['request'] }))
    .addCommand(actionCommand(owner, 'declare_security', { as: 'declare-security', places: ['table'] }));
