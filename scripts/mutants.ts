// npm run mutants [-- <name> …]: sabotages one line of the SQL at a time and asks the tests that should notice.
// npm run mutants -- --list: their names. --show: also prints what the tests said.
import { Checkout } from './mutants/checkout.ts';
import { mutants } from './mutants/index.ts';
import { sabotage } from './mutants/mutant.ts';
import { endAll } from './mutants/process.ts';
import { runTest, unsound } from './mutants/trial.ts';
import { ROOT } from './test/stage.ts';

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const show = process.argv.includes('--show');
const unknown = wanted.filter((name) => !mutants.some((mutant) => mutant.name === name));
if (unknown.length > 0 || process.argv.includes('--list')) {
  if (unknown.length > 0) console.error(`no such mutant: ${unknown.join(', ')}\n`);
  for (const { name, why } of mutants) console.log(`${name.padEnd(42)} ${why}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const chosen = mutants.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
for (const mutant of chosen) sabotage(ROOT, mutant);

let interrupted = false;
const checkout = new Checkout();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    endAll();
  });
}

type Row = { name: string; outcome: 'killed' | 'survived' | 'broken'; seconds: number; by: string };
const rows: Row[] = [];
try {
  // A test that fails anyway would kill every mutant.
  const tests = [...new Set(chosen.flatMap(({ caughtBy }) => caughtBy))];
  console.log(`without a mutant: ${tests.length} tests`);
  const { dbUrl } = await checkout.freshStack();
  const findings = await unsound(checkout, dbUrl, tests);
  if (findings.length > 0) throw new Error(`these have to pass without a mutant:\n${findings.join('\n')}`);

  for (const mutant of chosen) {
    if (interrupted) break;
    rows.push(await attempt(mutant));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
} finally {
  await checkout.remove();
}

async function attempt(mutant: (typeof mutants)[number]): Promise<Row> {
  const begun = performance.now();
  const row = (outcome: Row['outcome'], by: string): Row => {
    const seconds = (performance.now() - begun) / 1000;
    console.log(`${outcome.padEnd(8)} ${mutant.name} (${seconds.toFixed(1)} s) ${by}`);
    return { name: mutant.name, outcome, seconds, by };
  };
  checkout.sabotage(mutant);
  try {
    const { dbUrl } = await checkout.freshStack();
    for (const test of mutant.caughtBy) {
      const { failed, output } = await runTest(checkout, dbUrl, test);
      if (show) console.log(output);
      if (failed.length > 0) return row('killed', `${test}: ${failed[0]}`);
    }
    return row('survived', mutant.caughtBy.join(', '));
  } catch (error) {
    return row('broken', error instanceof Error ? error.message : String(error));
  } finally {
    checkout.mend(mutant);
  }
}

console.log(`\n${'mutant'.padEnd(42)} outcome   seconds  by`);
for (const { name, outcome, seconds, by } of rows) {
  console.log(`${name.padEnd(42)} ${outcome.padEnd(8)} ${seconds.toFixed(1).padStart(8)}  ${by.split('\n')[0]}`);
}
const alive = rows.filter(({ outcome }) => outcome !== 'killed');
console.log(`\n${rows.length - alive.length} killed, ${alive.length} not`);
if (alive.length > 0 || rows.length < chosen.length) process.exitCode ||= 1;
