// Kind foreign over another wrapper, postgres_fdw: keys of several columns can be written, because it finds rows by ctid.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Sql } from '../support/database.ts';
import { runningStack } from '../support/stack.ts';

const name = `foreign_${randomUUID().slice(0, 8)}`;
let sql: Sql;
let far: Sql;

beforeAll(async () => {
  const stack = runningStack();
  [sql, far] = [connect(stack.dbUrl), connect(stack.legacyDbUrl)];
  const url = new URL(stack.legacyDbUrl);
  const columns = '(code text not null, day date not null, n numeric(12,2), j jsonb';
  await far.unsafe(`create schema ${name}; create table ${name}.item ${columns}, primary key (code, day));
    insert into ${name}.item select chr(64 + g % 26) || g, '2026-01-01'::date + g, g / 3.0, '{"a": 1.0}' from generate_series(1, 2500) g`);
  await sql.unsafe(`
    create server ${name} foreign data wrapper postgres_fdw options (host '${url.hostname}', port '${url.port}', dbname 'legacy');
    create user mapping for postgres server ${name} options (user '${url.username}', password '${decodeURIComponent(url.password)}');
    create schema ${name}_old; create schema ${name}_new;
    create foreign table ${name}_old.item ${columns}) server ${name} options (schema_name '${name}', table_name 'item');
    create table ${name}_new.item ${columns}, primary key (code, day))`);
  await ok('register_legacy_source', { name, kind: 'foreign' });
  await ok('register_table', {
    name,
    source: name,
    legacy_schema: `${name}_old`,
    legacy_table: 'item',
    supabase_schema: `${name}_new`,
    supabase_table: 'item',
    key_columns: ['code', 'day'],
  });
  await ok('start_backfill', { group: name });
  await pipeline();
});

afterAll(async () => {
  await ok('unregister_table', { table: name });
  await sql`delete from cutover.table_groups where name = ${name}`;
  await sql`delete from cutover.legacy_sources where name = ${name}`;
  await sql.unsafe(`drop schema ${name}_old, ${name}_new cascade; drop server ${name} cascade`);
  await far.unsafe(`drop schema ${name} cascade`);
  await sql.end();
  await far.end();
});

async function ok(operation: string, args: Record<string, unknown>): Promise<void> {
  const [row] = await sql`select cutover.command(${operation}, ${sql.json(args as never)}) as answer`;
  expect(row!.answer, operation).toMatchObject({ ok: true });
}

async function pipeline(): Promise<void> {
  for (let idle = 0; idle < 3; ) {
    await sql`update cutover_private.verify_queue set due_at = clock_timestamp()`;
    const [row] = await sql`
      select cutover_private.pipeline_tick(id) as worked from cutover.table_groups where name = ${name}`;
    idle = row!.worked === 0 ? idle + 1 : 0;
  }
}

async function compare(): Promise<Record<string, unknown>> {
  const [{ id }] = (await sql`select cutover_private.start_reconciliation(id, 'full', 'request') as id
    from cutover.cutover_tables where name = ${name}`) as unknown as [{ id: string }];
  for (let worked = true; worked; ) {
    const [row] = await sql`select cutover_private.reconcile_chunk(${id}) as worked`;
    worked = row!.worked as boolean;
  }
  const [job] = await sql`select * from cutover.reconciliation_jobs where id = ${id}`;
  return job!;
}

describe('a PostgreSQL behind a foreign table', () => {
  it('is copied, compared and repaired', async () => {
    expect(await compare()).toMatchObject({ status: 'completed', rows_supabase: '2500', suspects: '0' });
    await far.unsafe(`
      update ${name}.item set n = 0 where code = 'A1';
      insert into ${name}.item values ('a1', '2026-01-02', 1, null);
      delete from ${name}.item where code = 'B2'`);
    expect(await compare()).toMatchObject({ missing: '1', mismatched: '1', extra: '1' });
    await ok('repair', { table: name });
    await pipeline();
    expect(await compare()).toMatchObject({ status: 'completed', suspects: '0' });
  });

  it('takes rows back, keys of two columns included', async () => {
    const [row] =
      await sql`select legacy_endpoint as endpoint, cutover_agent.write_hindrance(legacy_endpoint) as hindrance
      from cutover.cutover_tables where name = ${name}`;
    expect(row!.hindrance).toBe(null);
    const refused = await sql`select * from cutover_agent.apply_rows(array[${row!.endpoint}]::uuid[], '{1,1}',
      array['{C3,2026-01-04,-1,NULL}', '{new,2026-01-04,5,"{\\"k\\": 1}"}'], '{1}', array['{D4,2026-01-05}'])`;
    expect(refused).toEqual([]);
    const rows = await far.unsafe(
      `select code, n::text, j from ${name}.item where day in ('2026-01-04', '2026-01-05') order by code`,
    );
    expect(rows.map((one) => [one.code, one.n, one.j])).toEqual([
      ['C3', '-1.00', null],
      ['new', '5.00', { k: 1 }],
    ]);
  });
});
