// What a suite finds: two figures of the same thing, measured in turns, and how they stand to each other.

export type Ratio = {
  what: string;
  /** The product's figure. */
  ours: number;
  /** The figure it is held against. */
  theirs: number;
  against: string;
  unit: string;
  /** What the ratio should be; absent where there is no promise. */
  aim?: { atLeast: number } | { atMost: number };
};

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Measures each in turn, there and back, so that what slows the machine down for a while slows all of them down. */
export async function inTurns<Name extends string>(
  rounds: number,
  measures: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(measures) as Name[];
  const found = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) found[name].push(await measures[name]());
  }
  return Object.fromEntries(names.map((name) => [name, median(found[name])])) as Record<Name, number>;
}

const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

function verdict({ ours, theirs, aim }: Ratio): string {
  if (!aim) return '';
  const ratio = ours / theirs;
  if ('atLeast' in aim) return `aim ≥ ${aim.atLeast}: ${ratio >= aim.atLeast ? 'met' : 'missed'}`;
  return `aim ≤ ${aim.atMost}: ${ratio <= aim.atMost ? 'met' : 'missed'}`;
}

export function printTable(ratios: Ratio[]): void {
  const rows = ratios.map((ratio) => [
    ratio.what,
    `${figure(ratio.ours)} ${ratio.unit}`,
    `${figure(ratio.theirs)} ${ratio.unit}`,
    ratio.against,
    (ratio.ours / ratio.theirs).toFixed(2),
    verdict(ratio),
  ]);
  const head = ['what', 'ours', 'theirs', 'against', 'ratio', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  console.log('');
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, column) =>
      [1, 2, 4].includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
    );
    console.log(cells.join('  ').trimEnd());
  }
}
