// Tables that fit: columns give way, the widest first, and where they cannot, each row becomes a list.
import Table from 'cli-table3';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

const gap = '  ';
const narrowest = 8;

export type Column = { title: string /** Is copied as it stands, so it is never broken. */; whole?: boolean };

const widthOf = (text: string): number => Math.max(...text.split('\n').map((line) => stringWidth(line)));

/** The widths of columns that together fit; undefined when they cannot. */
function fit(columns: readonly Column[], natural: readonly number[], available: number): number[] | undefined {
  const widths = [...natural];
  let excess = widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1)) - available;
  for (; excess > 0; excess -= 1) {
    let widest = -1;
    for (const [i, width] of widths.entries()) {
      if (!columns[i]?.whole && width > narrowest && width > (widths[widest] ?? 0)) widest = i;
    }
    if (widest < 0) return undefined;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' } as const;
const bare = {
  ...none,
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: gap,
} as const;

function draw(rows: string[][], widths: number[]): string[] {
  const table = new Table({
    chars: bare,
    colWidths: widths,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => row.map((cell, i) => wrapAnsi(cell, widths[i] ?? narrowest, { hard: true }))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Lines of a table no wider than this; the cells are painted already. */
export function layOutTable(
  columns: readonly Column[],
  rows: readonly string[][],
  available: number,
  title: (text: string) => string,
): string[] {
  const heads = columns.map((column) => column.title.toUpperCase());
  const natural = columns.map((_, i) => Math.max(...[heads, ...rows].map((row) => widthOf(row[i] ?? ''))));
  const widths = fit(columns, natural, available);
  if (widths) return draw([heads.map(title), ...rows.map((row) => [...row])], widths);
  return rows.flatMap((row, n) => [
    ...(n > 0 ? [''] : []),
    ...layOutFacts(
      columns.map(({ title: name }, i): [string, string] => [name, row[i] ?? '']),
      available,
      title,
    ),
  ]);
}

/** Lines of `label  value`, the values one below the other. */
export function layOutFacts(
  facts: readonly [string, string][],
  available: number,
  title: (text: string) => string,
): string[] {
  const label = Math.max(0, ...facts.map(([name]) => stringWidth(name)));
  const rest = Math.max(available - label - gap.length, narrowest);
  return facts.flatMap(([name, value]) =>
    wrapAnsi(value, rest, { hard: true })
      .split('\n')
      .map((line, i) => `${i === 0 ? title(name.padEnd(label)) : ' '.repeat(label)}${gap}${line}`.trimEnd()),
  );
}
