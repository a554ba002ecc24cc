// vitest as a stage, with its tests counted.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { debian11Hindrance, installDebian11 } from '../stack/debian11.ts';
import { STACK_DIR } from './database.ts';
import { CACHE, type Outcome, run, type Stage } from './stage.ts';

async function vitest(project: string, filters: string[]): Promise<Outcome> {
  const report = join(CACHE, `vitest-${project}.json`);
  mkdirSync(CACHE, { recursive: true });
  rmSync(report, { force: true });
  const ran = await run(
    'vitest',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters],
    {
      env: { CUTOVER_STACK_DIR: STACK_DIR },
      timeoutSeconds: 2700,
    },
  );
  try {
    const json = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number };
    // A file that cannot even be loaded fails no test of its own.
    const failed = json.numFailedTests === 0 && ran.code !== 0 ? 1 : json.numFailedTests;
    return { passed: json.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1, note: 'vitest wrote no report' };
  }
}

export const unitStage = (filters: string[]): Stage => ({
  name: 'unit',
  what: 'what can be known without a server',
  needs: 'nothing',
  run: () => vitest('unit', filters),
});

export const stackStage = (filters: string[]): Stage => ({
  name: 'vitest',
  what: 'the whole thing over real HTTP, real pg_cron and two real servers',
  needs: 'stack',
  run: () => vitest('stack', filters),
});

/** What is not tested is not said to work: in CI it counts as failed, and elsewhere the last lines say that it did not run. */
async function olderLegacy(filters: string[]): Promise<Outcome> {
  const hindrance = debian11Hindrance();
  if (hindrance) return { passed: 0, failed: process.env.CI ? 1 : 0, note: hindrance, notRun: true };
  await installDebian11(console.log);
  return vitest('older', filters);
}

export const olderStage = (filters: string[]): Stage => ({
  name: 'older-legacy',
  what: 'a legacy server of PostgreSQL 13, the oldest that is taken',
  needs: 'stack',
  run: () => olderLegacy(filters),
});
