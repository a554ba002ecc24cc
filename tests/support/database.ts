/** The database that tests talk to, as the owner: CUTOVER_TEST_DB_URL, or the running stack's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';

export type Sql = postgres.Sql;

export function databaseUrl(): string {
  const given = process.env.CUTOVER_TEST_DB_URL;
  if (given !== undefined && given !== '') return given;
  const dir = process.env.CUTOVER_STACK_DIR ?? join(import.meta.dirname, '..', '..', '.stack');
  const { dbUrl } = JSON.parse(readFileSync(join(dir, 'stack.json'), 'utf8')) as { dbUrl: string };
  return dbUrl;
}

/** One connection of its own, so that a test can hold several transactions open at once. */
export function connect(url: string = databaseUrl()): Sql {
  return postgres(url, { max: 1, prepare: false, onnotice: () => {}, fetch_types: false });
}

/** Waits until the backend waits for a lock, so that a test's order of events does not hang on its timing. */
export async function untilBlocked(observer: Sql, pid: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const rows = await observer`select 1 from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`;
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Backend ${pid} never waited for a lock`);
}

export async function backendPid(sql: Sql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row!.pid;
}
