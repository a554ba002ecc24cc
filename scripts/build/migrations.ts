/**
 * One migration a domain: supabase/schemas/NN_<domain>/*.sql in name order → supabase/migrations/202611240000NN_<domain>.sql.
 *
 * The Supabase CLI sends a migration file and its row in the history as one implicit transaction, so a file is applied
 * as a whole or not at all. That holds only as long as no statement ends the transaction or cannot run inside one.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Generated, generatedMark, migrationsFolder, type Overlay, schemasFolder, sqlFiles } from './files.ts';

const prefix = '202611240000';
const endsTransaction =
  /^\s*(begin|commit|rollback|start\s+transaction|vacuum\b.*|create\s+(unique\s+)?index\s+concurrently\b.*|alter\s+system\b.*)\s*;/im;

export async function migrations(overlay: Overlay): Promise<Generated[]> {
  const entries = await readdir(schemasFolder, { withFileTypes: true }).catch(() => []);
  const domains = new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
  for (const path of overlay.keys()) {
    if (path.startsWith(`${schemasFolder}/`)) domains.add(path.slice(schemasFolder.length + 1).split('/')[0] ?? '');
  }

  const files: Generated[] = [];
  const numbers = new Map<string, string>();
  for (const domain of [...domains].sort()) {
    const number = /^(\d\d)_[a-z][a-z0-9_]*$/.exec(domain)?.[1];
    if (number === undefined) throw new Error(`supabase/schemas/${domain}: a domain is named NN_<name>`);
    const sources = await sqlFiles(join(schemasFolder, domain), overlay);
    if (sources.length === 0) continue;
    const twin = numbers.get(number);
    if (twin !== undefined) throw new Error(`supabase/schemas: ${twin} and ${domain} have the same number`);
    numbers.set(number, domain);
    for (const source of sources) refuseTransactionControl(`${domain}/${source.name}`, source.text);

    const parts = [
      `${generatedMark} from supabase/schemas/${domain}: edit the files there, not this one.\n`,
      'set check_function_bodies = off;\n',
      ...sources.map((source) => `-- ${domain}/${source.name}\n${source.text.trim()}\n`),
    ];
    files.push({
      path: join(migrationsFolder, `${prefix}${number}_${domain.slice(3)}.sql`),
      content: parts.join('\n'),
    });
  }
  return files;
}

/** Generated migrations on the disk whose domain is gone or renamed; files written by hand are left alone. */
export async function strayMigrations(known: ReadonlySet<string>): Promise<string[]> {
  const names = await readdir(migrationsFolder).catch(() => []);
  const strays: string[] = [];
  for (const name of names.filter((candidate) => candidate.endsWith('.sql')).sort()) {
    const path = join(migrationsFolder, name);
    if (known.has(path)) continue;
    if ((await readFile(path, 'utf8')).startsWith(generatedMark)) strays.push(path);
  }
  return strays;
}

export function refuseTransactionControl(name: string, text: string): void {
  const match = endsTransaction.exec(withoutQuotedBodies(text));
  if (match !== null) {
    throw new Error(`supabase/schemas/${name}: "${match[0].trim()}" does not fit into the migration's one transaction`);
  }
}

/** Leaves out comments and dollar-quoted bodies: `begin` and `commit;` of a procedure's body are no statements of the file. */
function withoutQuotedBodies(text: string): string {
  return text
    .replaceAll(/\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/g, '')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/--.*$/gm, '');
}
