// The stages that need nothing but the files.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLayout, checkSchemaFile, fixSql } from '../check/sql-rules.ts';
import { projectFiles } from './files.ts';
import { FAIL, type Outcome, PASS, ROOT, run, type Stage } from './stage.ts';

/** Hand-written SQL; migrations are generated and carry their source's layout. */
function sqlFiles(): string[] {
  return projectFiles('*.sql').filter((path) => !path.startsWith('supabase/migrations/'));
}

/** Files that a script writes say so in their first line; their long lines are data. */
function isGenerated(text: string): boolean {
  return /^--.*\bgenerated\b/i.test(text);
}

function printFindings(path: string, findings: { line: number; message: string }[]): number {
  for (const finding of findings) console.error(`${path}:${finding.line}: ${finding.message}`);
  return findings.length;
}

export async function format(write: boolean): Promise<Outcome> {
  const biome = await run('biome', ['format', ...(write ? ['--write'] : [])]);
  let findings = 0;
  const files = sqlFiles();
  for (const path of files) {
    const full = join(ROOT, path);
    const text = readFileSync(full, 'utf8');
    if (isGenerated(text)) continue;
    if (write && fixSql(text) !== text) writeFileSync(full, fixSql(text));
    findings += printFindings(path, checkLayout(write ? fixSql(text) : text));
  }
  if (findings > 0) console.error(`${findings} findings in SQL files; "npm run format" repairs what can be repaired`);
  return { ...(biome.code === 0 && findings === 0 ? PASS : FAIL), note: `Biome and ${files.length} SQL files` };
}

export async function lint(write: boolean): Promise<Outcome> {
  const biome = await run('biome', ['lint', '--error-on-warnings', ...(write ? ['--write'] : [])]);
  const files = sqlFiles();
  let findings = 0;
  // The others are run, not linted: pgTAP files are full of psql commands, the stack's have places for passwords.
  const linted = files.filter((file) => file.startsWith('supabase/schemas/'));
  for (const path of linted) {
    findings += printFindings(path, checkSchemaFile(path, readFileSync(join(ROOT, path), 'utf8')));
  }
  const squawk = linted.length === 0 ? { code: 0 } : await run('squawk', ['--config', '.squawk.toml', ...linted]);
  const parser =
    linted.length === 0
      ? { code: 0 }
      : await run('postgres-language-server', [
          'check',
          '--disable-db',
          '--max-diagnostics=none',
          '--error-on-warnings',
          ...linted,
        ]);
  const good = biome.code === 0 && squawk.code === 0 && parser.code === 0 && findings === 0;
  return {
    ...(good ? PASS : FAIL),
    note: `Biome; house rules, Squawk and PostgreSQL's parser over ${linted.length} SQL files`,
  };
}

export async function types(): Promise<Outcome> {
  const tsc = await run('tsc', ['--noEmit', '--project', 'tsconfig.json']);
  let passed = tsc.code === 0 ? 1 : 0;
  let failed = tsc.code === 0 ? 0 : 1;
  const functions = projectFiles('supabase/functions/*/deno.json').map((path) => path.replace(/\/deno\.json$/, ''));
  for (const folder of functions) {
    if (!existsSync(join(ROOT, folder, 'index.ts'))) continue;
    const deno = await run('deno', [
      'check',
      '--quiet',
      '--config',
      `${folder}/deno.json`,
      '--frozen',
      `${folder}/index.ts`,
    ]);
    if (deno.code === 0) passed += 1;
    else failed += 1;
  }
  return {
    passed,
    failed,
    note: `tsc over packages, scripts and tests; deno check over ${functions.length} functions`,
  };
}

export async function generated(): Promise<Outcome> {
  const build = await run(process.execPath, ['scripts/build.ts', '--check']);
  return { ...(build.code === 0 ? PASS : FAIL), note: 'what npm run build would write is what is committed' };
}

export const staticStages: Stage[] = [
  { name: 'format', what: 'TypeScript, JSON and SQL are formatted', needs: 'nothing', run: () => format(false) },
  { name: 'lint', what: 'TypeScript and SQL are free of findings', needs: 'nothing', run: () => lint(false) },
  { name: 'types', what: 'the types fit, strictly, in Node and in Deno', needs: 'nothing', run: types },
  { name: 'generated', what: 'generated files are up to date', needs: 'nothing', run: generated },
];
