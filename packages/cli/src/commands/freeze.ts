import { functions } from '@cutover/shared';
import type { Command } from 'commander';
import { command } from '../command.ts';
import { type Answer, actionCommand } from '../from-action.ts';
import { doubtful, strong } from '../screen/cell.ts';
import type { Page } from '../screen/screen.ts';
import { showRows } from '../screen/show-result.ts';
import { word } from '../screen/state-words.ts';
import { time, timeAndDistance } from '../screen/words.ts';

const owner = functions['freeze-window'];
const { actions } = owner;

function showWindow(page: Page, window: Answer<typeof actions.activate>): void {
  page.say([word(window.status), '  freeze window of ', strong(window.group)]);
  page.facts([
    ['window', window.window],
    ['kind', window.kind],
    ['starts', timeAndDistance(window.starts_at)],
    ['ends', timeAndDistance(window.ended_at ?? window.ends_at)],
    ['reason', window.reason],
  ]);
}

const ofGroup = (as: 'schedule' | 'emergency'): Command =>
  actionCommand<typeof actions.schedule>(owner, as, { as, places: ['group'], show: showWindow });

const ofWindow = (as: 'activate' | 'complete' | 'cancel'): Command =>
  actionCommand<typeof actions.activate>(owner, as, { as, places: ['window'], show: showWindow });

const list = (): Command =>
  actionCommand<typeof actions.list>(owner, 'list', {
    as: 'list',
    places: ['group'],
    show: (page, { windows }) => {
      if (windows.length === 0) return void page.say(['There is no freeze window.']);
      page.table(
        [
          { title: 'window', whole: true },
          { title: 'group' },
          { title: 'status' },
          { title: 'from, to' },
          { title: 'reason' },
        ],
        windows.map((window) => [
          window.window,
          window.group,
          window.kind === 'emergency' ? doubtful(`${window.status}, emergency`) : word(window.status),
          `${time(window.starts_at)} ${time(window.ended_at ?? window.ends_at)}`,
          window.reason,
        ]),
      );
    },
  });

const writes = (): Command =>
  actionCommand<typeof actions.list_writes>(owner, 'list_writes', {
    as: 'writes',
    places: ['table'],
    show: (page, { writes: held, next }) => {
      if (held.length === 0) return void page.say(['No window holds up a write.']);
      showRows(page, held, ['id', 'table', 'operation', 'key', 'status', 'error_code', 'queued_at', 'finished_at']);
      if (next !== null) page.gap().say([`There are older ones: --before ${next}`]);
    },
  });

const resolveWrite = (): Command =>
  actionCommand(owner, 'resolve_write', { as: 'resolve', places: ['id', 'resolution'] });

export const freeze = (): Command =>
  command('freeze', 'Freeze windows: the agreed periods in which a group may flip')
    .addCommand(ofGroup('schedule'))
    .addCommand(ofWindow('activate'))
    .addCommand(ofWindow('complete'))
    .addCommand(ofWindow('cancel'))
    .addCommand(ofGroup('emergency'))
    .addCommand(list())
    .addCommand(writes())
    .addCommand(resolveWrite());
