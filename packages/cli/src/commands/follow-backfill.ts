import type { TableStatus } from '@cutover/shared';
import type { Context } from '../command.ts';
import { followUntil } from '../follow-until.ts';
import { groupStatus } from '../group-status.ts';
import type { Cell } from '../screen/cell.ts';
import type { Page } from '../screen/screen.ts';
import { word } from '../screen/state-words.ts';
import { count, duration, meter } from '../screen/words.ts';

export function showBackfills(page: Page, tables: readonly TableStatus[]): void {
  page.table(
    [{ title: 'table' }, { title: 'backfill', whole: true }, { title: 'rows' }, { title: 'rate' }, { title: '' }],
    tables.map(({ table, backfill }): Cell[] => {
      if (!backfill) return [table, '', '', '', 'not started'];
      const { rows, rows_estimated: all, rows_per_second: rate, eta_seconds: eta, status } = backfill;
      // The estimate may be below what is there, or unknown.
      const share = status === 'completed' ? 1 : all ? Math.min(rows / all, 0.99) : 0;
      return [
        table,
        meter(share),
        all ? `${count(rows)} of about ${count(all)}` : count(rows),
        rate ? `${count(Math.round(rate))}/s` : '',
        eta && status === 'running' ? `about ${duration(eta * 1000)} left` : word(status),
      ];
    }),
  );
}

/** Looks at the group until none of its tables is copied any more, or somebody looks away. */
export const followBackfill = (context: Context, group: unknown): Promise<TableStatus[]> =>
  followUntil(context, {
    ask: async () => (await groupStatus(context, group))?.tables ?? [],
    isOver: (tables) => tables.every(({ backfill }) => backfill?.status !== 'running'),
    draw: showBackfills,
    work: 'backfill',
  });
