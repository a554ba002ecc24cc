/**
 * npm run build              writes every generated file
 * npm run build -- --check   writes nothing; exits 1 and names the files that are out of date
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { agentScript } from './build/agent.ts';
import { alertCatalogue } from './build/alerts.ts';
import { apiDocuments } from './build/api.ts';
import { commandPages } from './build/command-pages.ts';
import { errorPage } from './build/error-page.ts';
import { errorCodes } from './build/errors.ts';
import { type Generated, root, takeGenerated } from './build/files.ts';
import { migrations, strayMigrations } from './build/migrations.ts';
import { rulePages, strayRulePages } from './build/rule-pages.ts';
import { ruleCatalogue } from './build/rules.ts';
import { version } from './build/version.ts';

const check = process.argv.includes('--check');
const unknown = process.argv.slice(2).filter((argument) => argument !== '--check');
if (unknown.length > 0) {
  console.error(`Unknown argument: ${unknown.join(' ')}. Usage: build [--check]`);
  process.exit(2);
}

// Migrations come last: they contain what the other steps generate, so that one pass is enough in both modes.
const overlay = new Map<string, string>();
const generated: Generated[] = [];
for (const step of [
  version,
  errorCodes,
  errorPage,
  ruleCatalogue,
  rulePages,
  commandPages,
  apiDocuments,
  alertCatalogue,
  agentScript,
  migrations,
]) {
  for (const file of await step(overlay)) {
    overlay.set(file.path, file.content);
    generated.push(file);
  }
}

const outdated: string[] = [];
for (const file of generated) {
  const present = await readFile(file.path, 'utf8').catch(() => undefined);
  if (present === file.content) continue;
  outdated.push(relative(root, file.path));
  if (check) continue;
  await mkdir(dirname(file.path), { recursive: true });
  await writeFile(file.path, file.content);
}
const known = takeGenerated(generated);
for (const path of [...(await strayMigrations(known)), ...(await strayRulePages(known))]) {
  outdated.push(`${relative(root, path)} (nothing generates it any more)`);
  if (!check) await rm(path);
}

if (outdated.length === 0) {
  console.log(`${generated.length} generated files are up to date.`);
} else if (check) {
  console.error(`Out of date, run npm run build:\n${outdated.map((path) => `  ${path}`).join('\n')}`);
  process.exit(1);
} else {
  console.log(`Wrote:\n${outdated.map((path) => `  ${path}`).join('\n')}`);
}
