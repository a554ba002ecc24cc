// Legacy databases that were set up long ago: another encoding, and roles and databases with settings of their own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOlderLegacy, stopOlderLegacy } from '../../scripts/stack/index.ts';
import { command, connect, settle } from '../runs/group.ts';
import { older } from '../support/legacy-version.ts';
import { runningStack } from '../support/stack.ts';

const stack = older ? await startOlderLegacy(runningStack(), console.error) : runningStack();
const sql = connect(stack.dbUrl);
const admin = connect(stack.legacyAdminUrl);
afterAll(async () => {
  for (const connection of [sql, admin]) await connection.end({ timeout: 1 });
  if (older) await stopOlderLegacy(stack);
});

describe.each(['LATIN1', 'SQL_ASCII'])('encoding %s and settings that change texts', (encoding) => {
  const name = `odd_${encoding.toLowerCase()}`;
  const at = (url: string): string => url.replace(/\/[^/]*$/, `/${name}`);
  const legacy = connect(at(stack.legacyDbUrl));

  beforeAll(async () => {
    await admin.unsafe(
      `create database ${name} owner legacy_owner encoding '${encoding}' locale 'C' template template0`,
    );
    await admin.unsafe(`
      alter database ${name} set timezone = 'Asia/Kolkata';
      alter database ${name} set datestyle = 'SQL, DMY';
      alter database ${name} set intervalstyle = 'sql_standard';
      alter database ${name} set bytea_output = 'escape';
      alter database ${name} set extra_float_digits = -5;
      alter database ${name} set standard_conforming_strings = off;
      alter database ${name} set backslash_quote = off;
      alter database ${name} set quote_all_identifiers = on;
      alter database ${name} set array_nulls = off;
      alter database ${name} set default_transaction_isolation = 'repeatable read';`);
    const create = (schema: string): string => `
      create schema ${schema};
      create table ${schema}.thing (id text primary key, at timestamptz, day date, f float8, b bytea, words text[], note text, i interval);`;
    await sql.unsafe(create(`${name}_new`));
    await legacy.unsafe(create('old'));
    await legacy.unsafe(`set array_nulls = on; set standard_conforming_strings = on; set datestyle = 'ISO, YMD'`);
    await legacy.unsafe(`
      insert into old.thing values
        ('é', '2024-10-27 02:30+02', '2024-03-04', 0.1::float8 + 0.2, '\\x00ff5c27', '{NULL,"NULL","a\\\\b"}', 'a\\b ''é''', '-1 year 2 days'),
        ('a\\', '0044-03-15 12:00+00 BC', '0001-01-01 BC', '-0', null, '[2:2]={x}', null, null)`);
    const url = new URL(stack.legacyDbUrl);
    await command(sql, 'register_legacy_source', {
      name,
      kind: 'postgres',
      host: url.hostname,
      port: Number(url.port),
      database: name,
      user: 'cutover_agent_login',
      password: stack.agentPassword,
    });
    await command(sql, 'register_table', {
      name,
      source: name,
      legacy_schema: 'old',
      legacy_table: 'thing',
      supabase_schema: `${name}_new`,
      supabase_table: 'thing',
    });
  }, 60_000);

  afterAll(async () => {
    await command(sql, 'unregister_table', { table: name });
    await sql.unsafe(`drop schema ${name}_new cascade; delete from cutover.table_groups where name = '${name}'`);
    await sql`select cutover_private.legacy_disconnect(id) from cutover.legacy_sources where name = ${name}`;
    await sql.unsafe(`delete from cutover.legacy_sources where name = '${name}'; drop server cutover_${name} cascade`);
    await legacy.end({ timeout: 1 });
    await admin.unsafe(`drop database ${name} with (force)`);
  });

  const rows = async (connection: typeof sql, schema: string): Promise<unknown[]> =>
    connection.begin(async (transaction) => {
      await transaction.unsafe(`set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
        set local bytea_output = 'hex'; set local extra_float_digits = 3`);
      return transaction.unsafe(
        `select id, at::text, day::text, f::text, b::text, words::text, note, i::text from ${schema}.thing order by id collate "C"`,
      );
    });

  test('rows arrive, and are verified, as they are', async () => {
    await command(sql, 'start_backfill', { group: name });
    await settle(sql, name);
    expect(await rows(sql, `${name}_new`)).toEqual(await rows(legacy, 'old'));
    await legacy.unsafe(
      `update old.thing set note = coalesce(note, '') || 'ü'; delete from old.thing where id <> 'é'; insert into old.thing (id) values ('ö')`,
    );
    await settle(sql, name);
    expect(await rows(sql, `${name}_new`)).toEqual(await rows(legacy, 'old'));
    const [table] = await sql`select id from cutover.cutover_tables where name = ${name}`;
    const [drift] = await sql`
      select count(*)::int as count from cutover.drifted_rows where table_id = ${table!.id} and resolved_at is null`;
    expect(drift?.count).toBe(0);
    const [sums] = await sql`
      with both_sides as (
        select r.side, r.value
        from cutover.cutover_tables t
        cross join lateral cutover_private.both_sides(t.source_id,
          format('select row(c.*)::text from cutover_agent.checksum(%L, null, null, 1) c', t.legacy_endpoint),
          format('select row(c.*)::text from cutover_agent.checksum(%L, null, null, 1) c', t.supabase_endpoint)) r
        where t.name = ${name})
      select count(distinct value)::int as count, count(*)::int as sides from both_sides`;
    expect(sums, 'one checksum on both servers').toEqual({ count: 1, sides: 2 });
  });
});
