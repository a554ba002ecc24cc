// Runs tests in the copy and says what failed.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkout } from './checkout.ts';
import { testOf } from './mutant.ts';

export interface Verdict {
  reference: string;
  passed: number;
  /** Names of the tests that failed. */
  failed: string[];
  output: string;
}

export function runTest(checkout: Checkout, dbUrl: string, reference: string): Promise<Verdict> {
  return reference.endsWith('.sql') ? pgtap(checkout, dbUrl, reference) : vitest(checkout, reference);
}

async function pgtap(checkout: Checkout, dbUrl: string, reference: string): Promise<Verdict> {
  const ended = await checkout.run('pg_prove', ['--dbname', dbUrl, '--verbose', reference], 120);
  const lines = ended.stdout.split('\n');
  const failed = lines.flatMap((line) => /^not ok \d+ - (.*)/.exec(line)?.[1] ?? []);
  if (ended.code !== 0 && failed.length === 0) failed.push(ended.timedOut ? 'ran too long' : 'the file ended early');
  return { reference, passed: lines.filter((line) => /^ok \d+/.test(line)).length, failed, output: ended.output };
}

interface Report {
  numPassedTests: number;
  testResults: { assertionResults: { status: string; title: string }[] }[];
}

async function vitest(checkout: Checkout, reference: string): Promise<Verdict> {
  const { file, name } = testOf(reference);
  const report = join(checkout.root, 'report.json');
  rmSync(report, { force: true });
  const ended = await checkout.run(
    'vitest',
    [
      'run',
      '--project',
      'stack',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      file,
      ...(name === undefined ? [] : ['-t', name]),
    ],
    240,
  );
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const failed = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed').map(({ title }) => title),
    );
    if (ended.code !== 0 && failed.length === 0) failed.push('before its first test');
    return { reference, passed: numPassedTests, failed, output: ended.output };
  } catch {
    return {
      reference,
      passed: 0,
      failed: [ended.timedOut ? 'ran too long' : 'vitest wrote no report'],
      output: ended.output,
    };
  }
}
