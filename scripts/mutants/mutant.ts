// A mutant: one line of the SQL, sabotaged, and the tests that must notice.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Mutant {
  /** How it is called on the command line. */
  readonly name: string;
  /** Relative to supabase/schemas. */
  readonly file: string;
  /** The line as it stands, without its indentation; it occurs once in the file. */
  readonly line: string;
  /** What takes its place; empty: the line is left out. */
  readonly replacement: string;
  /** What goes wrong with it. */
  readonly why: string;
  /** Tests of which at least one must fail: pgTAP or vitest files, a vitest file also with ` > ` and a part of a test's name. */
  readonly caughtBy: readonly [string, ...string[]];
}

/** The file's text with the mutant's line replaced. Throws when the line does not occur exactly once. */
export function sabotage(root: string, mutant: Mutant): string {
  const path = join(root, 'supabase', 'schemas', mutant.file);
  const lines = readFileSync(path, 'utf8').split('\n');
  const found = lines.flatMap((line, index) => (line.trim() === mutant.line ? [index] : []));
  const [index] = found;
  if (index === undefined || found.length !== 1) {
    throw new Error(`${mutant.file} has the line of mutant ${mutant.name} ${found.length} times: ${mutant.line}`);
  }
  const indentation = lines[index]!.slice(0, lines[index]!.length - lines[index]!.trimStart().length);
  return lines.with(index, mutant.replacement === '' ? '' : indentation + mutant.replacement).join('\n');
}

/** A test as a mutant names it, taken apart. */
export function testOf(reference: string): { file: string; name: string | undefined } {
  const [file = reference, name] = reference.split(' > ', 2);
  return { file, name };
}
