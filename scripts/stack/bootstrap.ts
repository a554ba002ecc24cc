// What is in the two databases before the first migration.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';

async function withConnection(url: string, body: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
  try {
    await body(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');

/** Our own files only: a statement ends with a semicolon at the end of a line, outside $$ … $$. */
function statements(text: string): string[] {
  const found: string[] = [];
  let current = '';
  for (const line of text.split('\n')) {
    current += `${line}\n`;
    if (/;\s*$/.test(line) && (current.split('$$').length - 1) % 2 === 0) {
      found.push(current);
      current = '';
    }
  }
  return found;
}

/** Statement by statement, because `create database` refuses to be part of a batch. Replaces :'name' by the value, quoted. */
async function runFile(url: string, file: string, values: Record<string, string>): Promise<void> {
  const text = read(file).replaceAll(/:'(\w+)'/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${file} asks for ${name}`);
    return `'${value.replaceAll("'", "''")}'`;
  });
  await withConnection(url, async (sql) => {
    for (const statement of statements(text)) await sql.unsafe(statement);
  });
}

export const bootstrapSupabase = (adminUrl: string, password: string): Promise<void> =>
  runFile(adminUrl, 'bootstrap-supabase.sql', { password });

export const bootstrapLegacy = (adminUrl: string, password: string, agentPassword: string): Promise<void> =>
  runFile(adminUrl, 'bootstrap-legacy.sql', { password, agentPassword });

/** seed.sql, as postgres. */
export const seed = (dbUrl: string, operatorId: string, approverId: string): Promise<void> =>
  withConnection(dbUrl, async (sql) => {
    await sql.begin(async (transaction) => {
      await transaction`select set_config('stack.operator_id', ${operatorId}, true), set_config('stack.approver_id', ${approverId}, true)`;
      await transaction.unsafe(read('seed.sql'));
    });
  });
