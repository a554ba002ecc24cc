// npm run bench -- [suite …]: what the product costs, as ratios measured side by side in one run. Nothing here passes or fails.
import { parseArgs } from 'node:util';
import { applying } from './bench/apply.ts';
import { backfill } from './bench/backfill.ts';
import { capture } from './bench/capture.ts';
import { openBench } from './bench/database.ts';
import { flat } from './bench/flat.ts';
import { printTable, type Ratio } from './bench/ratio.ts';
import { reads } from './bench/reads.ts';
import { reconciling } from './bench/reconcile.ts';
import { resetStack, stopStack } from './stack/index.ts';

const suites = {
  capture: { run: capture, what: 'what capture and a disabled guard add to a write' },
  backfill: { run: backfill, what: 'copying a table, against insert … select of the same rows' },
  apply: { run: applying, what: 'carrying changed rows over, against logical replication of the same load' },
  reconcile: { run: reconciling, what: 'a full comparison, against joins, another tool and the bare reading' },
  reads: { run: reads, what: 'reading through a routed view, against the bare table, and while reads are switched' },
  flat: { run: flat, what: 'the cost of a change, by the size of the table' },
} as const;
type Suite = keyof typeof suites;

const usage = `usage: npm run bench -- [suite …] [options]

${Object.entries(suites)
  .map(([name, { what }]) => `  ${name.padEnd(10)}${what}`)
  .join('\n')}

  --rows <n>      rows of the tables that are copied and changed (default 300000)
  --seconds <n>   how long each pgbench round takes (default 6)
  --rounds <n>    rounds of everything that is compared; the median counts (default 5)
  --largest <n>   rows of the largest table of the suite flat (default 1000000)
  --compared <n>  rows of the tables of the suite reconcile (default 3000000)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '300000' },
    seconds: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '5' },
    largest: { type: 'string', default: '1000000' },
    compared: { type: 'string', default: '3000000' },
    help: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !(name in suites));
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`no such suite: ${unknown.join(', ')}\n`);
  console.log(usage);
  process.exit(unknown.length > 0 ? 2 : 0);
}
const sizes = {
  rows: Number(values.rows),
  seconds: Number(values.seconds),
  rounds: Number(values.rounds),
  largest: Number(values.largest),
  compared: Number(values.compared),
};
for (const [name, value] of Object.entries(sizes)) {
  if (Number.isInteger(value) && value > 0) continue;
  console.error(`--${name} must be a whole number above 0`);
  process.exit(2);
}

const dir = '.stack-bench';
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    void stopStack({ dir }).finally(() => process.exit(130));
  });
}

const chosen = (positionals.length === 0 ? Object.keys(suites) : positionals) as Suite[];
const ratios: Ratio[] = [];
const stack = await resetStack({ dir, functions: false, log: (line) => console.error(line) });
try {
  const bench = openBench(stack, sizes);
  for (const name of chosen) {
    console.error(`\n== ${name}: ${suites[name].what}`);
    ratios.push(...(await suites[name].run(bench)));
  }
  await bench.close();
} finally {
  await stopStack({ dir });
}
printTable(ratios);
