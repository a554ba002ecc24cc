// Runs tests in the copy and says what failed.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkout } from './checkout.ts';
import { testOf } from './mutant.ts';

export interface Verdict {
  /** Names of the tests that passed. */
  passed: string[];
  /** Names of the tests that failed. */
  failed: string[];
  output: string;
}

export function runTest(checkout: Checkout, dbUrl: string, reference: string): Promise<Verdict> {
  const { file, name } = testOf(reference);
  return runFile(checkout, dbUrl, file, name === undefined ? [] : [name]);
}

/** Runs the tests of a file whose names contain one of these; none: all of them. */
export function runFile(checkout: Checkout, dbUrl: string, file: string, names: string[]): Promise<Verdict> {
  return file.endsWith('.sql') ? pgtap(checkout, dbUrl, file) : vitest(checkout, file, names);
}

/** What is wrong with the tests themselves: files that fail without a mutant, names that no test has. */
export async function unsound(checkout: Checkout, dbUrl: string, references: readonly string[]): Promise<string[]> {
  const files = Map.groupBy(references.map(testOf), ({ file }) => file);
  const findings: string[] = [];
  // pgTAP first, in a database that no other test has been at, as in `npm test`.
  for (const [file, tests] of [...files].sort(([a], [b]) => Number(b.endsWith('.sql')) - Number(a.endsWith('.sql')))) {
    const names = [...new Set(tests.flatMap(({ name }) => name ?? []))];
    const whole = tests.some(({ name }) => name === undefined);
    const { passed, failed, output } = await runFile(checkout, dbUrl, file, whole ? [] : names);
    if (failed.length > 0) findings.push(`${file}: ${failed.join('; ')}\n${output.slice(-4000)}`);
    else if (passed.length === 0) findings.push(`${file}: no test`);
    for (const name of names) {
      if (failed.length === 0 && !passed.some((title) => title.includes(name)))
        findings.push(`${file}: no test is called ${name}`);
    }
  }
  return findings;
}

async function pgtap(checkout: Checkout, dbUrl: string, file: string): Promise<Verdict> {
  const ended = await checkout.run('pg_prove', ['--dbname', dbUrl, '--verbose', file], 120);
  const lines = ended.stdout.split('\n');
  const failed = lines.flatMap((line) => /^not ok \d+ - (.*)/.exec(line)?.[1] ?? []);
  if (ended.code !== 0 && failed.length === 0) failed.push(ended.timedOut ? 'ran too long' : 'the file ended early');
  return { passed: lines.filter((line) => /^ok \d+/.test(line)), failed, output: ended.output };
}

interface Report {
  testResults: { assertionResults: { status: string; title: string }[] }[];
}

async function vitest(checkout: Checkout, file: string, names: string[]): Promise<Verdict> {
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
      ...(names.length === 0 ? [] : ['-t', names.join('|')]),
    ],
    240,
  );
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const titles = (wanted: string): string[] =>
      testResults.flatMap(({ assertionResults }) =>
        assertionResults.filter(({ status }) => status === wanted).map(({ title }) => title),
      );
    const failed = titles('failed');
    if (ended.code !== 0 && failed.length === 0) failed.push('before its first test');
    return { passed: titles('passed'), failed, output: ended.output };
  } catch {
    return {
      passed: [],
      failed: [ended.timedOut ? 'ran too long' : 'vitest wrote no report'],
      output: ended.output,
    };
  }
}
