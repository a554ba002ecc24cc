import { functions } from '@cutover/shared';
import { type Command, Option } from 'commander';
import { command } from '../command.ts';
import { actionCommand } from '../from-action.ts';
import { faint, good, strong } from '../screen/cell.ts';
import { word } from '../screen/state-words.ts';
import { count, timeAndDistance } from '../screen/words.ts';

const owner = functions.alerts;
const { actions } = owner;

const list = (): Command =>
  actionCommand<typeof actions.list>(owner, 'list', {
    as: 'list',
    places: ['group'],
    without: ['open'],
    options: [new Option('-a, --all', 'also those that are resolved')],
    before: async (_, body, { all }) => {
      if (all) body.open = false;
    },
    show: (page, { alerts: found }) => {
      if (found.length === 0) page.say([good('Nothing is open.')]);
      for (const [i, alert] of found.entries()) {
        if (i > 0) page.gap();
        page.say([word(alert.level), `  #${alert.id}  `, strong(alert.title)]);
        page.say(
          [
            faint(
              [
                alert.table ?? alert.group,
                alert.kind,
                `${count(alert.occurrences)}×, since ${timeAndDistance(alert.raised_at)}`,
              ]
                .filter(Boolean)
                .join('  '),
            ),
          ],
          2,
        );
        page.say([faint('to do: '), alert.remedy], 2);
        if (alert.acknowledged_by) page.say([faint('seen by '), alert.acknowledged_by], 2);
        if (alert.resolved_at) page.say([good('resolved '), timeAndDistance(alert.resolved_at)], 2);
      }
    },
  });

export const alerts = (): Command =>
  command('alerts', 'What needs somebody now, and who is told')
    .addCommand(list())
    .addCommand(
      actionCommand<typeof actions.acknowledge>(owner, 'acknowledge', {
        as: 'ack',
        places: ['alert'],
        show: (page, { alert, acknowledged_by: by }) => page.say([good('seen  '), `#${alert}, by ${by}`]),
      }),
    )
    .addCommand(actionCommand(owner, 'list_targets', { as: 'targets' }))
    .addCommand(actionCommand(owner, 'set_target', { as: 'set-target', places: ['name'], named: { url: 'to' } }))
    .addCommand(actionCommand(owner, 'remove_target', { as: 'remove-target', places: ['name'] }));
