import { functions } from '@cutover/shared';
import type { Command } from 'commander';
import { command } from '../command.ts';
import { type Answer, actionCommand } from '../from-action.ts';
import { doubtful, strong } from '../screen/cell.ts';
import type { Page } from '../screen/screen.ts';
import { word } from '../screen/state-words.ts';
import { counted, duration, percent, timeAndDistance } from '../screen/words.ts';

const owner = functions['read-switch'];
const { actions } = owner;

function showRamp(page: Page, ramp: Answer<typeof actions.start_ramp>): void {
  page.say([word(ramp.status), '  ramp of ', strong(ramp.table)]);
  page.facts([
    ['reads Supabase', percent(ramp.percentage)],
    ['step', `${ramp.step} of ${ramp.of}`],
    [
      'steps',
      ramp.steps
        .map(({ percentage, hold_minutes: minutes }) => `${percent(percentage)} for ${duration(minutes * 60_000)}`)
        .join(', '),
    ],
    ['next', timeAndDistance(ramp.next_at)],
    ['waits for', ramp.waits_for],
  ]);
}

const source = (): Command =>
  actionCommand<typeof actions.switch>(owner, 'switch', {
    as: 'source',
    places: ['read_source'],
    show: (page, { group, read_source: to, previous, waited_ms: waited, limits }) => {
      page.say([strong(group), ': reads are answered by ', word(to)]);
      page.facts([
        [
          'before',
          Object.entries(previous)
            .map(([table, from]) => `${table} ${from}`)
            .join(', '),
        ],
        ['took', duration(waited)],
      ]);
      for (const { view, limits: of } of limits) {
        for (const limit of of) page.say([doubtful('limit  '), view, ': ', limit]);
      }
    },
  });

const split = (): Command =>
  actionCommand<typeof actions.set_split>(owner, 'set_split', {
    as: 'split',
    places: ['table', 'percentage'],
    show: (page, { table, environment, read_source: to, percentage, pinned, excluded }) =>
      page.say([strong(table), `: ${percent(percentage)} of the subjects read Supabase`]).facts([
        ['environment', environment],
        ['read source', word(to)],
        ['pinned', pinned.length > 0 ? counted(pinned.length, 'subject') : ''],
        ['excluded', excluded.length > 0 ? counted(excluded.length, 'subject') : ''],
      ]),
  });

const ramp = (name: keyof typeof actions, as: string): Command =>
  actionCommand<typeof actions.start_ramp>(owner, name, { as, places: ['table'], show: showRamp });

export const reads = (): Command =>
  command('reads', 'Who answers reads: legacy, Supabase, or a split of both')
    .addCommand(source())
    .addCommand(split())
    .addCommand(actionCommand(owner, 'resume_split', { as: 'resume-split', places: ['table'] }))
    .addCommand(
      command('ramp', 'Raises the split by itself, step by step')
        .addCommand(ramp('start_ramp', 'start'))
        .addCommand(ramp('pause_ramp', 'pause'))
        .addCommand(ramp('resume_ramp', 'resume'))
        .addCommand(ramp('cancel_ramp', 'cancel')),
    );
