// The checklist as people work through it: what passed is a number, what is open has its remedy.
import type { functions } from '@cutover/shared';
import type { Answer } from '../from-action.ts';
import { type Cell, faint, good, strong } from './cell.ts';
import type { Page } from './screen.ts';
import { word } from './state-words.ts';

type Checklist = Answer<(typeof functions)['cutover-prepare']['actions']['prepare']>['checklist'];

export function showChecklist(page: Page, checklist: Checklist): void {
  page.table(
    [{ title: 'category' }, { title: 'passed' }, { title: 'open' }],
    checklist.map(({ category, passed, open }): Cell[] => [
      category.replaceAll('_', ' '),
      good(passed),
      open.length > 0 ? open.map(({ rule }) => rule).join(', ') : faint('–'),
    ]),
  );
  for (const { open } of checklist) {
    for (const { rule, title, remedy, severity, may_be_skipped: skip, tables } of open) {
      page.gap().say([strong(rule), faint(`  ${severity}${skip ? `, may be ${skip}` : ''}`)]);
      page.say([title], 2);
      for (const { table, verdict, findings } of tables) {
        page.say([word(verdict), ' ', table], 2);
        for (const finding of (findings as unknown[]) ?? []) {
          page.say([typeof finding === 'string' ? finding : JSON.stringify(finding)], 4);
        }
      }
      page.say([faint('to do: '), remedy], 2);
    }
  }
}
