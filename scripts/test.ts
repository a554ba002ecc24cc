// npm test: every stage, whatever the others say; the last line sums them up.
// npm test -- <stage> [<stage> …] [-- <vitest filter> …]: some of them.  npm test -- --list: their names.
import { existsSync } from 'node:fs';
import { databaseStages, STACK_DIR } from './test/database.ts';
import { type Outcome, run, type Stage, stopChildren } from './test/stage.ts';
import { staticStages } from './test/static.ts';
import { olderStage, stackStage, unitStage } from './test/vitest.ts';

const split = process.argv.indexOf('--', 2);
const wanted = process.argv.slice(2, split < 0 ? undefined : split);
const filters = split < 0 ? [] : process.argv.slice(split + 1);
const stages: Stage[] = [
  ...staticStages,
  unitStage(filters),
  ...databaseStages,
  stackStage(filters),
  olderStage(filters),
];

const unknown = wanted.filter((name) => name !== '--list' && !stages.some((stage) => stage.name === name));
if (wanted.includes('--list') || unknown.length > 0) {
  if (unknown.length > 0) console.error(`no such stage: ${unknown.join(', ')}\n`);
  for (const stage of stages) console.log(`${stage.name.padEnd(14)} ${stage.what}`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const stackCommand = (verb: string): Promise<{ code: number }> =>
  run(process.execPath, ['scripts/stack.ts', verb], {
    env: { CUTOVER_STACK_DIR: STACK_DIR },
    capture: true,
    timeoutSeconds: 900,
  });

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    console.error(`\n${signal}: stopping, then taking the test stack down`);
    stopChildren();
  });
}

const results: { name: string; seconds: number; outcome: Outcome }[] = [];
async function perform(name: string, what: string, body: () => Promise<Outcome>): Promise<Outcome> {
  console.log(`\n== ${name}: ${what}`);
  const begun = performance.now();
  const outcome = await body().catch((error: unknown): Outcome => {
    console.error(error);
    return { passed: 0, failed: 1, note: error instanceof Error ? error.message : String(error) };
  });
  const seconds = (performance.now() - begun) / 1000;
  results.push({ name, seconds, outcome });
  const verdict = outcome.notRun ? 'NOT RUN' : outcome.failed === 0 ? 'ok' : 'FAILED';
  console.log(`${verdict} ${name} in ${seconds.toFixed(1)} s ${outcome.note ?? ''}`);
  return outcome;
}

const chosen = stages.filter((stage) => wanted.length === 0 || wanted.includes(stage.name));
const keep = process.env.CUTOVER_KEEP_TEST_STACK === '1';
let stackUp = false;
try {
  for (const stage of chosen) {
    if (interrupted) break;
    if (stage.needs === 'stack' && !stackUp) {
      const up = await perform('stack', 'a private stack comes up, with every migration applied', async () => {
        // What a crashed run left behind would have yesterday's schema.
        if (existsSync(STACK_DIR) && !keep) await stackCommand('down');
        const { code } = await stackCommand('up');
        return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, note: `stack up ended with ${code}` };
      });
      stackUp = true;
      if (up.failed > 0) console.error('the stages that need the stack will fail');
    }
    await perform(stage.name, stage.what, stage.run);
  }
} finally {
  if (stackUp && !keep) await stackCommand('down');
}

console.log('\nstage            passed  failed  seconds');
for (const { name, seconds, outcome } of results) {
  console.log(
    `${name.padEnd(16)} ${String(outcome.passed).padStart(6)} ${String(outcome.failed).padStart(7)} ${seconds.toFixed(1).padStart(8)}`,
  );
}
const passed = results.reduce((sum, { outcome }) => sum + outcome.passed, 0);
const failed = results.reduce((sum, { outcome }) => sum + outcome.failed, 0) + (interrupted ? 1 : 0);
if (interrupted) console.log('interrupted: not every stage ran');
for (const { name, outcome } of results) if (outcome.notRun) console.log(`${name} did not run: ${outcome.note}`);

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
