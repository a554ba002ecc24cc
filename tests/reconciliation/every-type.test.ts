// For every type: one value that differs, on either side and with either kind of legacy, is found, and nothing else is.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, connect, type Kind, type Side } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { literal, ownTypes, typed, typeIn } from './types.ts';

const stack = runningStack();
const sql = connect(stack.dbUrl);
const admin = connect(stack.legacyAdminUrl);
const run = randomUUID().slice(0, 8);
afterAll(async () => {
  await Promise.all([sql.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
});

const registerSource = (name: string, kind: Kind, database: string): Promise<unknown> => {
  const url = new URL(stack.legacyDbUrl);
  return command(sql, 'register_legacy_source', {
    name,
    kind,
    ...(kind === 'postgres' && {
      host: url.hostname,
      port: Number(url.port),
      database,
      user: 'cutover_agent_login',
      password: stack.agentPassword,
    }),
  });
};

/** A full comparison, worked off here. */
async function compare(name: string): Promise<{ rows: string; drift: string[] }> {
  const { jobs } = (await command(sql, 'reconcile', { table: name })) as { jobs: { job: string }[] };
  const id = jobs[0]!.job;
  for (;;) {
    const [row] = await sql<{ worked: boolean }[]>`select cutover_private.reconcile_chunk(${id}) as worked`;
    if (row!.worked) continue;
    const [job] = await sql<{ status: string; error: unknown; rows: string }[]>`
      select status, error, rows_legacy || ' ' || rows_supabase as rows from cutover.reconciliation_jobs where id = ${id}`;
    if (job!.status !== 'running') {
      expect(job).toMatchObject({ status: 'completed' });
      const drift = await sql<{ found: string }[]>`
        select format('%s %s %s', key, kind, columns) as found from cutover.drifted_rows
        where table_id = (select id from cutover.cutover_tables where name = ${name}) and resolved_at is null order by key[1]::int`;
      return { rows: job!.rows, drift: drift.map(({ found }) => found) };
    }
    expect(job!.error).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.each(['local', 'postgres'] as Kind[])('legacy of kind %s', (kind) => {
  const name = `types_${kind}_${run}`;
  const schemas: Record<Side, string> = { legacy: `${name}_old`, supabase: `${name}_new` };
  const there = kind === 'local' ? sql : connect(stack.legacyDbUrl);
  const connections = { legacy: there, supabase: sql };

  beforeAll(async () => {
    for (const side of ['legacy', 'supabase'] as Side[]) {
      const schema = schemas[side];
      await connections[side].unsafe(`
        create schema ${schema}; ${ownTypes(schema)}
        create table ${schema}.item (id integer primary key, ${typed.map(([type], n) => `c${n} ${typeIn(schema, type)}`).join(', ')});
        insert into ${schema}.item select g, ${typed.map(([, value]) => literal(value)).join(', ')} from generate_series(1, ${typed.length + 5}) g`);
    }
    await registerSource(name, kind, new URL(stack.legacyDbUrl).pathname.slice(1));
    await command(sql, 'register_table', {
      name,
      source: name,
      legacy_schema: schemas.legacy,
      legacy_table: 'item',
      supabase_schema: schemas.supabase,
      supabase_table: 'item',
    });
  });
  afterAll(async () => {
    await command(sql, 'unregister_table', { table: name });
    for (const side of ['legacy', 'supabase'] as Side[])
      await connections[side].unsafe(`drop schema ${schemas[side]} cascade`);
    if (kind !== 'local') await there.end({ timeout: 1 });
  });

  it('finds nothing where nothing differs', async () => {
    const rows = typed.length + 5;
    expect(await compare(name)).toEqual({ rows: `${rows} ${rows}`, drift: [] });
  });

  // Each row has one spoiled column, another one in each: what is found is precisely that row and that column.
  it.each(['legacy', 'supabase'] as Side[])('finds each spoiled value on the side %s', async (side) => {
    const schema = schemas[side];
    const set = (column: number, value: string | null): string =>
      `update ${schema}.item set c${column} = ${literal(value)} where id = ${column + 1};`;
    await connections[side].unsafe(typed.map(([, , spoiled], n) => set(n, spoiled)).join('\n'));
    expect((await compare(name)).drift).toEqual(typed.map((_, n) => `{${n + 1}} mismatched {c${n}}`));
    await connections[side].unsafe(typed.map(([, value], n) => set(n, value)).join('\n'));
    expect((await compare(name)).drift).toEqual([]);
  });
});

describe('a legacy server with settings of its own', () => {
  const name = `types_odd_${run}`;
  const tables = 200;
  const url = stack.legacyDbUrl.replace(/\/[^/]*$/, `/${name}`);
  const legacy = connect(url);

  beforeAll(async () => {
    await admin.unsafe(`create database ${name} owner legacy_owner encoding 'UTF8' locale 'C' template template0`);
    await admin.unsafe(`
      alter database ${name} set timezone = 'Asia/Kolkata';
      alter database ${name} set datestyle = 'SQL, DMY';
      alter database ${name} set intervalstyle = 'sql_standard';
      alter database ${name} set bytea_output = 'escape';
      alter database ${name} set extra_float_digits = -5;
      alter database ${name} set quote_all_identifiers = on;
      alter database ${name} set xmloption = 'document'`);
    // Eight columns each, so that every type stands beside every other one in some table.
    const create = (schema: string): string => {
      const statements = [`create schema ${schema}; ${ownTypes(schema)}`];
      for (let n = 0; n < tables; n += 1) {
        const chosen = Array.from({ length: 8 }, (_, i) => typed[(n * 7 + i * (1 + (n % 5))) % typed.length]!);
        statements.push(
          `create table ${schema}.t${n} (id integer primary key, ${chosen.map(([type], i) => `c${i} ${typeIn(schema, type)}`).join(', ')});`,
        );
        for (const [id, pick] of [1, 2, null].entries()) {
          const values = chosen.map((column) => literal(pick === null ? null : column[pick as 1 | 2]));
          statements.push(`insert into ${schema}.t${n} values (${id}, ${values.join(', ')});`);
        }
      }
      return statements.join('\n');
    };
    await legacy.unsafe(create('old'));
    await sql.unsafe(create(name));
    await registerSource(name, 'postgres', name);
    for (let n = 0; n < tables; n += 1) {
      await command(sql, 'register_table', {
        name: `${name}_${n}`,
        group: name,
        source: name,
        legacy_schema: 'old',
        legacy_table: `t${n}`,
        supabase_schema: name,
        supabase_table: `t${n}`,
      });
    }
  }, 120_000);
  afterAll(async () => {
    for (let n = 0; n < tables; n += 1) await command(sql, 'unregister_table', { table: `${name}_${n}` });
    await sql.unsafe(`drop schema ${name} cascade; delete from cutover.table_groups where name = '${name}'`);
    await sql`select cutover_private.legacy_disconnect(id) from cutover.legacy_sources where name = ${name}`;
    await sql.unsafe(`delete from cutover.legacy_sources where name = '${name}'; drop server cutover_${name} cascade`);
    await legacy.end({ timeout: 1 });
    await admin.unsafe(`drop database ${name} with (force)`);
  }, 120_000);

  it(`raises no false alarm in ${tables} equal tables`, async () => {
    const found = [];
    for (let n = 0; n < tables; n += 1) found.push(...(await compare(`${name}_${n}`)).drift);
    expect(found).toEqual([]);
  }, 120_000);
});
