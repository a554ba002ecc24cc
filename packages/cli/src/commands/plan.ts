import { functions } from '@cutover/shared';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { type Answer, actionCommand } from '../from-action.ts';
import { bad, type Cell, doubtful, faint, good, strong } from '../screen/cell.ts';
import { word } from '../screen/state-words.ts';
import { duration } from '../screen/words.ts';

const owner = functions['cutover-execute'];
type Plan = Extract<Answer<typeof owner.actions.execute>, { would_pass: boolean }>;
type Gate = Plan['plan']['gates'][number];

/** Of a rule that says the same of all its tables, one row. */
function openGates(gates: readonly Gate[]): Cell[][] {
  const rows = new Map<string, { verdict: string; rule: string; tables: string[]; title: string }>();
  for (const gate of gates) {
    if (gate.verdict === 'passed') continue;
    const key = `${gate.verdict} ${gate.rule}`;
    const row = rows.get(key) ?? {
      verdict: gate.verdict,
      rule: gate.rule,
      tables: [],
      title: String(gate.title ?? ''),
    };
    row.tables.push(gate.table);
    rows.set(key, row);
  }
  return [...rows.values()].map(({ verdict, rule, tables, title }) => [word(verdict), rule, tables.join(', '), title]);
}

export const plan = (): Command =>
  actionCommand<typeof owner.actions.execute>(owner, 'execute', {
    as: 'plan',
    summary: 'Goes the whole way of an execute and back: every gate, and how long writers would wait',
    places: ['group'],
    without: ['dry_run'],
    before: async (_, body) => {
      body.dry_run = true;
    },
    show: (page, result) => {
      const {
        group,
        would_pass: passes,
        flag_enabled: flag,
        predicted_write_pause_ms: pause,
        plan: { gates },
      } = result as Plan;
      page.say([
        passes ? good('would pass  ') : bad('would not pass  '),
        strong(group),
        faint('  nothing was changed'),
      ]);
      page.facts([
        ['writers would wait', pause === null ? '' : duration(pause)],
        ['gates', `${gates.filter(({ verdict }) => verdict === 'passed').length} of ${gates.length} passed`],
        ['feature flag', flag ? 'on' : doubtful('off')],
      ]);
      const open = openGates(gates);
      if (open.length > 0)
        page.gap().table([{ title: 'verdict' }, { title: 'rule' }, { title: 'tables' }, { title: 'what' }], open);
    },
    exitCode: (result) => ((result as Plan).would_pass ? exitCodes.done : exitCodes.no),
  });
