// Golden queries, checks of the verifier and integrity jobs between two servers; golden queries end on either when their time is over.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backendPid, connect, type Sql } from '../support/database.ts';
import { runningStack } from '../support/stack.ts';

const name = `golden_${randomUUID().slice(0, 8)}`;
let sql: Sql;
let legacy: Sql;

beforeAll(async () => {
  const stack = runningStack();
  [sql, legacy] = [connect(stack.dbUrl), connect(stack.legacyDbUrl)];
  for (const [session, key] of [
    [legacy, ''],
    [sql, `references ${name}.parent`],
  ] as const) {
    await session.unsafe(`
      create schema ${name};
      create table ${name}.parent (id bigint primary key, price numeric(12,2));
      create table ${name}.child (id bigint primary key, parent_id bigint ${key});`);
  }
  await legacy.unsafe(`
    insert into ${name}.parent select g, g / 3.0 from generate_series(1, 100) g;
    insert into ${name}.child select g, 1 + g % 100 from generate_series(1, 300) g;`);
  await sql.unsafe(`
    grant usage on schema ${name} to cutover_reader;
    grant select on all tables in schema ${name} to cutover_reader;`);
  const url = new URL(stack.legacyDbUrl);
  await ok('register_legacy_source', {
    name,
    kind: 'postgres',
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: 'cutover_agent_login',
    password: stack.agentPassword,
  });
  for (const table of ['parent', 'child']) {
    await ok('register_table', {
      name: `${name}_${table}`,
      source: name,
      group: name,
      legacy_schema: name,
      legacy_table: table,
      supabase_schema: name,
      supabase_table: table,
    });
  }
  await ok('start_backfill', { group: name });
  for (let idle = 0; idle < 3; ) {
    const [row] = await sql<{ worked: number }[]>`
      select cutover_private.pipeline_tick(id) as worked from cutover.table_groups where name = ${name}`;
    idle = row!.worked === 0 ? idle + 1 : 0;
  }
}, 60_000);

afterAll(async () => {
  await sql.unsafe(
    `delete from cutover.golden_queries q using cutover.table_groups g where g.id = q.group_id and g.name = '${name}'`,
  );
  for (const table of ['child', 'parent']) await ok('unregister_table', { table: `${name}_${table}` });
  for (const session of [sql, legacy]) {
    await session.unsafe(`drop schema if exists ${name} cascade`);
    await session.end();
  }
});

async function ok(operation: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
  const [row] = await sql<{ answer: { ok: boolean; result: Record<string, unknown> } }[]>`
    select cutover.command(${operation}, ${sql.json(args as never)}) as answer`;
  expect(row!.answer, operation).toMatchObject({ ok: true });
  return row!.answer.result;
}

async function queue(legacySql: string, supabaseSql: string, timeout = 30): Promise<string> {
  await ok('register_golden_query', {
    name,
    group: name,
    legacy_sql: legacySql,
    supabase_sql: supabaseSql,
    timeout_seconds: timeout,
    reason: 'test',
  });
  const { runs } = (await ok('check_golden_queries', { name })) as { runs: { run: string }[] };
  return runs[0]!.run;
}

async function run(legacySql: string, supabaseSql: string, timeout = 30): Promise<Record<string, unknown>> {
  const id = await queue(legacySql, supabaseSql, timeout);
  await sql`select cutover_private.golden_step(${id})`;
  const [row] = await sql`select * from cutover.golden_query_runs where id = ${id}`;
  return row!;
}

describe('golden queries', () => {
  it('give the same on both servers, whatever the settings of the two', async () => {
    const query = `select p.id, p.price, count(*), max(now() - now()), date '2026-02-01', 0.1::float8 + 0.2
      from ${name}.parent p join ${name}.child c on c.parent_id = p.id group by p.id`;
    expect(await run(query, query)).toMatchObject({ verdict: 'equal', legacy_rows: '100', supabase_rows: '100' });
  });

  it('write nothing over there', async () => {
    const query = `select set_config('transaction_read_only', 'off', false)`;
    expect(await run(query, 'select 1')).toMatchObject({ verdict: 'failed', error: { code: 'CT013', side: 'legacy' } });
    await legacy.unsafe(`create or replace function ${name}.sneak() returns integer language plpgsql security definer as $$
      begin delete from ${name}.child; return 1; end $$; grant execute on function ${name}.sneak() to public`);
    expect(await run(`select ${name}.sneak()`, 'select 1')).toMatchObject({
      verdict: 'failed',
      error: { code: 'CT013', side: 'legacy', message: expect.stringContaining('read-only') },
    });
    const [row] = await legacy.unsafe(`select count(*)::int as n from ${name}.child`);
    expect(row).toEqual({ n: 300 });
  });

  it('are ended by the legacy server when their time is over, and the connection stays as it was', async () => {
    expect(await run('select pg_sleep(60)', 'select 1', 1)).toMatchObject({
      verdict: 'failed',
      error: { code: 'CT607', side: 'legacy' },
    });
    const [row] = await sql<{ value: string }[]>`
      select r as value from cutover.legacy_sources s
      cross join lateral cutover_private.agent_query(s.id, 'legacy', 'select current_setting(''statement_timeout'')') r where s.name = ${name}`;
    expect(row!.value).toBe('10min');
  });

  it('are ended on this server by the monitor, which cancels nobody else', async () => {
    const id = await queue('select 1', 'select pg_sleep(60)', 1);
    const source = await sourceId();
    const [worker, other] = [connect(), connect()];
    const pid = await backendPid(worker);
    try {
      const working = worker`select cutover_private.golden_step(${id})`.then((rows) => rows);
      const waiting =
        other`select cutover_private.golden_fingerprint(${source}, 'supabase', 'select pg_sleep(4)', false, 30)`.then(
          (rows) => rows,
        );
      let ended: { n: number } | undefined = { n: 0 };
      for (let turn = 0; turn < 400 && ended!.n === 0; turn += 1) {
        [ended] = await sql<{ n: number }[]>`select cutover_private.end_overdue_queries() as n`;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(ended!.n).toBe(1);
      await working;
      await waiting;
      const [done] = await sql`select * from cutover.golden_query_runs where id = ${id}`;
      expect(done).toMatchObject({ verdict: 'failed', error: { code: 'CT607', side: 'supabase' } });
      const locks = await sql`select 1 from pg_locks where locktype = 'advisory' and pid = ${pid}`;
      expect(locks).toHaveLength(0);
    } finally {
      await Promise.all([worker.end(), other.end()]);
    }
  });

  async function sourceId(): Promise<string> {
    const [row] = await sql<{ id: string }[]>`select id from cutover.legacy_sources where name = ${name}`;
    return row!.id;
  }
});

describe('the verifier', () => {
  it('finds over there what is planted, and leaves nothing behind', async () => {
    const [row] = await sql<{ verdict: string }[]>`
      select cutover_private.check_verifier(id) as verdict from cutover.legacy_sources where name = ${name}`;
    expect(row!.verdict).toBe('sound');
    for (const session of [sql, legacy]) {
      expect(await session`select relname from pg_class where relname like 'control\\_%'`).toHaveLength(0);
    }
    const [left] = await sql<{ n: string }[]>`
      select r as n from cutover.legacy_sources s cross join lateral cutover_private.agent_query(s.id, 'legacy',
        'select count(*)::text from cutover_agent.endpoints where table_name = ''control_legacy''') r where s.name = ${name}`;
    expect(left!.n).toBe('0');
  });
});

describe('integrity jobs', () => {
  async function check(table: string): Promise<Record<string, unknown>[]> {
    const [job] = await sql<{ id: string }[]>`
      select cutover_private.start_reconciliation(id, 'integrity', 'request') as id from cutover.cutover_tables where name = ${table}`;
    for (let turn = 0; turn < 400; turn += 1) {
      await sql`select cutover_private.integrity_step(${job!.id})`;
      const [row] = await sql`select status from cutover.reconciliation_jobs where id = ${job!.id}`;
      if (row!.status === 'completed') break;
      await sql`update cutover.integrity_checks set due_at = clock_timestamp() where job_id = ${job!.id}`;
    }
    return sql`select kind, verdict, legacy_rows, supabase_rows, legacy_orphans, supabase_orphans
      from cutover.integrity_checks where job_id = ${job!.id} order by number`;
  }

  it('find on legacy, which has no foreign key, the rows that would break it', async () => {
    expect(await check(`${name}_child`)).toMatchObject([
      { kind: 'rows', verdict: 'passed', legacy_rows: '300', supabase_rows: '300' },
      {
        kind: 'orphans',
        verdict: 'passed',
        legacy_rows: '300',
        supabase_rows: '300',
        legacy_orphans: '0',
        supabase_orphans: '0',
      },
    ]);
    await legacy.unsafe(`insert into ${name}.child values (1000, 1000)`);
    expect(await check(`${name}_child`)).toMatchObject([
      // Its key waits in the journal, refused by the foreign key over here.
      { kind: 'rows', verdict: 'lagging', legacy_rows: '301', supabase_rows: '300' },
      { kind: 'orphans', verdict: 'failed', legacy_rows: '301', legacy_orphans: '1', supabase_orphans: '0' },
    ]);
    await legacy.unsafe(`delete from ${name}.child where id = 1000`);
  });
});
