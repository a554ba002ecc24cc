// The legacy side on a server of its own: compared over there, and away for a while.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Sql } from '../support/database.ts';

interface Stack {
  dbUrl: string;
  legacyDbUrl: string;
  agentPassword: string;
}

const name = `far_${randomUUID().slice(0, 8)}`;
let sql: Sql;
let legacy: Sql;
let tableId: string;
let groupId: string;
let server: string;
let agentUrl: string;

beforeAll(async () => {
  const dir = process.env.CUTOVER_STACK_DIR ?? join(import.meta.dirname, '..', '..', '.stack');
  const stack = JSON.parse(readFileSync(join(dir, 'stack.json'), 'utf8')) as Stack;
  [sql, legacy] = [connect(stack.dbUrl), connect(stack.legacyDbUrl)];
  const columns = '(code text, day date, n numeric(12,2), j jsonb, primary key (code, day))';
  await legacy.unsafe(`
    create schema ${name};
    create table ${name}.item ${columns};
    insert into ${name}.item select 'k"\\,{' || g, '2026-01-01'::date + g, g / 3.0, '{"a": 1.0}' from generate_series(1, 300) g`);
  await sql.unsafe(`create schema ${name}; create table ${name}.item ${columns.replace('(12,2)', '(20,6)')}`);
  const url = new URL(stack.legacyDbUrl);
  agentUrl = Object.assign(new URL(url), { username: 'cutover_agent_login', password: stack.agentPassword }).href;
  await ok('register_legacy_source', {
    name,
    kind: 'postgres',
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: 'cutover_agent_login',
    password: stack.agentPassword,
  });
  await ok('register_table', {
    name,
    source: name,
    legacy_schema: name,
    legacy_table: 'item',
    supabase_schema: name,
    supabase_table: 'item',
  });
  await ok('start_backfill', { group: name });
  const [row] = await sql<{ id: string; group_id: string; server_name: string }[]>`
    select t.id, t.group_id, s.server_name
      from cutover.cutover_tables t join cutover.legacy_sources s on s.id = t.source_id where t.name = ${name}`;
  [tableId, groupId, server] = [row!.id, row!.group_id, row!.server_name];
  await pipeline();
});

afterAll(async () => {
  await ok('unregister_table', { table: name });
  for (const session of [sql, legacy]) {
    await session.unsafe(`drop schema if exists ${name} cascade`);
    await session.end();
  }
});

async function ok(operation: string, args: Record<string, unknown>): Promise<void> {
  const [row] = await sql<{ answer: { ok: boolean } }[]>`
    select cutover.command(${operation}, ${sql.json(args as never)}) as answer`;
  expect(row!.answer, operation).toMatchObject({ ok: true });
}

async function pipeline(): Promise<void> {
  for (let idle = 0; idle < 3; ) {
    const [row] = await sql<{ worked: number }[]>`select cutover_private.pipeline_tick(${groupId}) as worked`;
    idle = row!.worked === 0 ? idle + 1 : 0;
  }
}

async function start(kind = 'full'): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select cutover_private.start_reconciliation(${tableId}, ${kind}, 'request') as id`;
  return row!.id;
}

async function work(id: string): Promise<Record<string, unknown>> {
  for (let turn = 0; turn < 100; turn += 1) {
    const [row] = await sql<{ worked: boolean }[]>`select cutover_private.reconcile_chunk(${id}) as worked`;
    if (!row!.worked) break;
  }
  const [row] = await sql`select * from cutover.reconciliation_jobs where id = ${id}`;
  return row!;
}

describe('a legacy server', () => {
  it('holds the same rows after the backfill', async () => {
    expect(await work(await start())).toMatchObject({
      status: 'completed',
      rows_legacy: '300',
      rows_supabase: '300',
      suspects: '0',
    });
  });

  it('is away for a while: the job waits, says so, and goes on', async () => {
    const [{ port }] = (await sql`
      select split_part(o, '=', 2) as port from pg_foreign_server s cross join unnest(s.srvoptions) o
       where s.srvname = ${server} and o like 'port=%'`) as unknown as [{ port: string }];
    const id = await start();
    await sql.unsafe(`alter server ${server} options (set port '1')`);
    await sql`select cutover_private.legacy_disconnect(id) from cutover.legacy_sources where name = ${name}`;
    expect(await work(id)).toMatchObject({ status: 'queued', failures: 0, error: { code: 'CT501' } });
    await sql.unsafe(`alter server ${server} options (set port '${port}')`);
    expect(await work(id)).toMatchObject({ status: 'completed', error: null, suspects: '0' });
  });

  it('breaks the connection in the middle: the next turn has a new one', async () => {
    const id = await start();
    await sql`select cutover_private.reconcile_chunk(${id})`;
    const [{ pid }] = (await sql`select * from cutover_private.agent_query(
      (select id from cutover.legacy_sources where name = ${name}), 'legacy', 'select pg_backend_pid()::text') as r(pid)`) as unknown as [
      { pid: string },
    ];
    const agent = connect(agentUrl);
    await agent`select pg_terminate_backend(${pid}::integer, 5000)`;
    await agent.end();
    expect(await work(id)).toMatchObject({ status: 'running', failures: 0, error: { code: 'CT501' } });
    expect(await work(id)).toMatchObject({ status: 'completed', error: null, suspects: '0' });
  });

  it('is left with an answer nobody fetched when this side fails: the next turn is not confused by it', async () => {
    const id = await start();
    await sql`select cutover_private.reconcile_chunk(${id})`;
    await sql.unsafe(`alter table ${name}.item rename to hidden`);
    expect(await work(id)).toMatchObject({ status: 'running', failures: 1, error: { code: 'CT702' } });
    await sql.unsafe(`alter table ${name}.hidden rename to item`);
    expect(await work(id)).toMatchObject({ status: 'completed', failures: 1, error: null, suspects: '0' });
  });

  it('has its lag told apart from drift, which repair puts right', async () => {
    await legacy.unsafe(`update ${name}.item set n = 0 where n < 2; delete from ${name}.item where n > 99`);
    await sql.begin(async (transaction) => {
      // Past the guard, as only the owner of the agent can.
      await transaction`insert into cutover_agent.appliers values (pg_current_xact_id())`;
      await transaction.unsafe(`
        update ${name}.item set j = '{"a": 1.00}' where day = '2026-03-02';
        delete from ${name}.item where day = '2026-03-03';
        insert into ${name}.item values ('é{', '2020-01-01', null, null)`);
      await transaction`delete from cutover_agent.appliers`;
    });
    const done = await work(await start());
    expect(done).toMatchObject({ status: 'completed', missing: '1', extra: '1', mismatched: '1' });
    expect(Number(done.lagging)).toBeGreaterThan(5);
    const rows = await sql<{ key: string; kind: string; columns: string }[]>`
      select key::text as key, kind, columns::text as columns from cutover.drifted_rows where table_id = ${tableId} order by kind`;
    expect(rows).toEqual([
      { key: '{"é{",2020-01-01}', kind: 'extra', columns: '{}' },
      { key: expect.stringContaining('2026-03-02'), kind: 'mismatched', columns: '{j}' },
      { key: expect.stringContaining('2026-03-03'), kind: 'missing', columns: '{}' },
    ]);
    await ok('repair', { table: name });
    await pipeline();
    expect(await work(await start())).toMatchObject({ status: 'completed', suspects: '0', lagging: '0' });
    const open = await sql`select 1 from cutover.drifted_rows where table_id = ${tableId} and resolved_at is null`;
    expect(open).toHaveLength(0);
  });
});
