// The connections of a bench run, and groups of either kind to measure on.
import postgres, { type Sql } from 'postgres';
import type { Stack } from '../stack/index.ts';

export type Kind = 'local' | 'postgres';

export type Sizes = { rows: number; seconds: number; rounds: number; largest: number; compared: number };

export type Bench = {
  stack: Stack;
  sizes: Sizes;
  /** As postgres, in the Supabase database. */
  sql: Sql;
  /** As the owner of the legacy server's tables. */
  legacy: Sql;
  close(): Promise<void>;
};

export const connect = (url: string): Sql =>
  postgres(url, { max: 1, prepare: false, onnotice: () => {}, idle_timeout: 0, fetch_types: false });

export function openBench(stack: Stack, sizes: Sizes): Bench {
  const sql = connect(stack.dbUrl);
  const legacy = connect(stack.legacyDbUrl);
  return {
    stack,
    sizes,
    sql,
    legacy,
    close: async () => {
      await Promise.all([sql.end({ timeout: 1 }), legacy.end({ timeout: 1 })]);
    },
  };
}

export async function command(sql: Sql, operation: string, args: object): Promise<Record<string, unknown>> {
  const [row] = await sql<{ answer: { ok: boolean; result: Record<string, unknown>; error?: object } }[]>`
    select cutover.command(${operation}, ${sql.json(args as never)}) as answer`;
  if (!row?.answer.ok) throw new Error(`${operation}: ${JSON.stringify(row?.answer.error)}`);
  return row.answer.result;
}

export async function registerSource({ sql, stack }: Bench, name: string, kind: Kind): Promise<void> {
  const url = new URL(stack.legacyDbUrl);
  await command(sql, 'register_legacy_source', {
    name,
    kind,
    ...(kind === 'postgres' && {
      host: url.hostname,
      port: Number(url.port),
      database: url.pathname.slice(1),
      user: 'cutover_agent_login',
      password: stack.agentPassword,
    }),
  });
}

/** A whole comparison of one table. */
export async function reconcile(sql: Sql, table: string, kind: 'full' | 'incremental'): Promise<void> {
  const { jobs } = (await command(sql, 'reconcile', { table, kind })) as { jobs: { job: string }[] };
  for (let status = ''; status !== 'completed'; ) {
    await sql`select cutover_private.reconcile_chunk(${jobs[0]!.job})`;
    const [job] = await sql<{ status: string }[]>`
      select status from cutover.reconciliation_jobs where id = ${jobs[0]!.job}`;
    status = job!.status;
    if (status === 'failed') throw new Error('the job failed');
  }
}

/** One table as a group of its own; its name is the group's. Returns the group's id. */
export async function registerTable(
  { sql }: Bench,
  name: string,
  source: string,
  legacy: { schema: string; table: string },
  supabase: { schema: string; table: string },
): Promise<string> {
  await command(sql, 'register_table', {
    name,
    source,
    legacy_schema: legacy.schema,
    legacy_table: legacy.table,
    supabase_schema: supabase.schema,
    supabase_table: supabase.table,
  });
  const [group] = await sql<{ id: string }[]>`select id from cutover.table_groups where name = ${name}`;
  return group!.id;
}

/** What pg_cron's driver does, until nothing is left. */
export async function work(sql: Sql, group: string): Promise<void> {
  for (let idle = 0; idle < 2; ) {
    const [tick] = await sql<{ work: number }[]>`select cutover_private.pipeline_tick(${group}) as work`;
    idle = tick!.work === 0 ? idle + 1 : 0;
  }
  const [health] = await sql<{ error: string | null }[]>`
    select last_error as error from cutover_private.pipeline_health where group_id = ${group}`;
  if (health?.error) throw new Error(`the pipeline reports ${health.error}`);
}

export async function secondsOf(body: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await body();
  return (performance.now() - started) / 1000;
}
