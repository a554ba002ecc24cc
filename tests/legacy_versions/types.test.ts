// Every type goes from PostgreSQL 13 to 15 and is compared there and here by the same hash: equal is equal, and one byte is seen.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { literal, typeStatements, types } from '../property/types.ts';
import { command, connect, settle, tryCommand } from '../runs/group.ts';
import { Older } from './older.ts';

const columns = Object.entries(types).map(([name, type]) => ({ name, type, values: type.values }));

let older: Older;

beforeAll(async () => {
  older = await Older.start();
  const admin = connect(older.stack.legacyAdminUrl.replace(/\/[^/]*$/, '/legacy'));
  await admin.unsafe('create extension citext schema public; create extension hstore schema public');
  await admin.end();
  await older.sql.unsafe(
    'create extension if not exists citext schema extensions; create extension if not exists hstore schema extensions',
  );
  await command(older.sql, 'register_legacy_source', older.source('thirteen_types'));
  for (const [connection, schema, extensions] of [
    [older.legacy, 'types_old', 'public'],
    [older.sql, 'types_new', 'extensions'],
  ] as const) {
    const list = columns.map(({ name, type }) => {
      const here = schema === 'types_new' ? (type.supabase ?? type.sql) : type.sql;
      return `"${name}" ${here.replaceAll('{s}', schema).replaceAll('{x}', extensions)}`;
    });
    await connection.unsafe(`create schema ${schema}; ${typeStatements(schema)}
      create table ${schema}.every (id integer primary key, ${list.join(', ')})`);
  }
  // A row for each column, and the values of a column in turn; the last row is all NULL.
  await older.legacy.unsafe(
    columns
      .map(
        (_, row) =>
          `insert into types_old.every values (${row}, ${columns.map(({ values }) => literal(values[row % values.length]!)).join(', ')});`,
      )
      .join('\n'),
  );
  await older.legacy.unsafe(`insert into types_old.every (id) values (${columns.length})`);
  await command(older.sql, 'register_table', {
    name: 'thirteen_types',
    source: 'thirteen_types',
    legacy_schema: 'types_old',
    legacy_table: 'every',
    supabase_schema: 'types_new',
    supabase_table: 'every',
  });
  await command(older.sql, 'start_backfill', { group: 'thirteen_types' });
  await settle(older.sql, 'thirteen_types');
}, 600_000);

afterAll(async () => {
  if (!older) return;
  await older.dropTable('thirteen_types');
  await command(older.sql, 'set_feature_flag', { name: 'data_migration_final', enabled: false });
  await older.dropSource('thirteen_types');
  await older.sql.unsafe('drop schema types_new cascade; drop extension hstore, citext');
  await older.end();
});

const settings = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 3; set local bytea_output = 'hex'; set local lc_monetary = 'C'`;
const rows = (connection: Older['sql'], schema: string): Promise<unknown[]> =>
  connection.begin(async (transaction) => {
    await transaction.unsafe(settings);
    return transaction.unsafe(
      `select id, ${columns.map(({ name }) => `"${name}"::text`).join(', ')} from ${schema}.every order by id`,
    );
  });

describe('every type that both have', () => {
  test('arrives to the letter', async () => {
    expect(await rows(older.sql, 'types_new')).toEqual(await rows(older.legacy, 'types_old'));
  });

  test('is equal where it is equal', async () => {
    expect(await older.compare('thirteen_types', 'full')).toMatchObject({
      status: 'completed',
      rows_legacy: String(columns.length + 1),
      rows_supabase: String(columns.length + 1),
      suspects: '0',
    });
    // The checksums of every leaf, not only the verdict on them.
    const [sums] = await older.sql`
      with both_sides as (
        select r.side, r.value
        from cutover.cutover_tables t
        cross join lateral cutover_private.both_sides(t.source_id,
          format('select row(c.*)::text from cutover_agent.checksum(%L, null, null, 16) c', t.legacy_endpoint),
          format('select row(c.*)::text from cutover_agent.checksum(%L, null, null, 16) c', t.supabase_endpoint)) r
        where t.name = 'thirteen_types')
      select count(distinct value)::int as different, count(*)::int as leaves from both_sides`;
    expect(sums?.leaves).toBeGreaterThan(20);
    expect(sums?.different).toBe(sums?.leaves / 2);
  });

  test('shows one byte that was changed: the row and the column, and nothing else', async () => {
    // Another value of the same type in the row that bears the column's number; of numerics, one that is not the same number.
    const other = (position: number): string => {
      const { name, values } = columns[position]!;
      if (name === 'numeric') return literal('1.5');
      const now = values[position % values.length];
      const next = values.find((value) => value !== now && value?.trim() !== now?.trim());
      return literal(next ?? null);
    };
    await older.tamper(
      columns
        .map(({ name }, row) => `update types_new.every set "${name}" = ${other(row)} where id = ${row};`)
        .join('\n'),
    );
    expect(await older.compare('thirteen_types', 'full')).toMatchObject({
      status: 'completed',
      missing: '0',
      extra: '0',
      mismatched: String(columns.length),
    });
    expect(await older.drift('thirteen_types')).toEqual(
      columns.map(({ name }, row) => ({ key: `{${row}}`, kind: 'mismatched', columns: `{${name}}` })),
    );
    await command(older.sql, 'repair', { table: 'thirteen_types' });
    await settle(older.sql, 'thirteen_types');
    expect(await older.compare('thirteen_types', 'incremental')).toMatchObject({ status: 'completed', suspects: '0' });
    expect(await older.drift('thirteen_types')).toEqual([]);
    expect(await rows(older.sql, 'types_new')).toEqual(await rows(older.legacy, 'types_old'));
  });

  test('shows what NULL, swapped columns and the border between two columns would hide', async () => {
    const all = columns.length;
    await older.legacy.unsafe(`insert into types_old.every (id, text, varchar) values
      (${all + 1}, null, 'a'), (${all + 2}, '', 'a'), (${all + 3}, 'x', 'y'), (${all + 4}, 'a|b', 'c')`);
    await settle(older.sql, 'thirteen_types');
    await older.tamper(`
      update types_new.every set text = '' where id = ${all + 1};
      update types_new.every set text = null where id = ${all + 2};
      update types_new.every set text = 'y', varchar = 'x' where id = ${all + 3};
      update types_new.every set text = 'a', varchar = 'b|c' where id = ${all + 4};`);
    await older.compare('thirteen_types', 'full');
    expect(await older.drift('thirteen_types')).toEqual([
      { key: `{${all + 1}}`, kind: 'mismatched', columns: '{text}' },
      { key: `{${all + 2}}`, kind: 'mismatched', columns: '{text}' },
      { key: `{${all + 3}}`, kind: 'mismatched', columns: '{text,varchar}' },
      { key: `{${all + 4}}`, kind: 'mismatched', columns: '{text,varchar}' },
    ]);
    await command(older.sql, 'repair', { table: 'thirteen_types' });
    await settle(older.sql, 'thirteen_types');
    expect(await older.drift('thirteen_types')).toEqual([]);
  });
});

describe('on the way back', () => {
  test('every type arrives on the older server; a value that it cannot hold is listed and keeps the rest from nothing', async () => {
    await older.prepare('thirteen_types');
    await older.flip('thirteen_types', 'execute');
    // Each column gets the values of the next rows.
    await older.sql.unsafe(
      columns
        .map(
          ({ name, values }, row) =>
            `update types_new.every set "${name}" = ${literal(values[(row + 1) % values.length]!)};`,
        )
        .join('\n'),
    );
    await settle(older.sql, 'thirteen_types');
    expect(await rows(older.legacy, 'types_old')).toEqual(await rows(older.sql, 'types_new'));

    await older.sql.unsafe(`
      update types_new.every set numeric = 'Infinity' where id = 1;
      update types_new.every set numeric = 17 where id = 2`);
    const [group] = await older.sql<
      { id: string }[]
    >`select id from cutover.table_groups where name = 'thirteen_types'`;
    const refused = (): Promise<unknown[]> =>
      older.sql`
        select f.key::text as key, f.error_code from cutover.apply_failures f join cutover.cutover_tables t on t.id = f.table_id
         where t.name = 'thirteen_types'`.then((found) => [...found]);
    while ((await refused()).length === 0) await older.sql`select cutover_private.pipeline_tick(${group!.id})`;
    expect(await refused()).toEqual([{ key: '{1}', error_code: '22P02' }]);
    const [other] = await older.legacy`select numeric::text from types_old.every where id = 2`;
    expect(other?.numeric).toBe('17');

    await older.sql.unsafe(`update types_new.every set numeric = 1 where id = 1`);
    await settle(older.sql, 'thirteen_types');
    expect(await refused()).toEqual([]);
    await older.flip('thirteen_types', 'rollback');
    expect(await rows(older.legacy, 'types_old')).toEqual(await rows(older.sql, 'types_new'));
  });
});

describe('what an older server does not have', () => {
  test('a multirange is refused, with the way out', async () => {
    await older.legacy.unsafe('create table types_old.calendar (id integer primary key, busy text)');
    await older.sql.unsafe('create table types_new.calendar (id integer primary key, busy int4multirange)');
    const answer = await tryCommand(older.sql, 'register_table', {
      name: 'thirteen_calendar',
      source: 'thirteen_types',
      legacy_schema: 'types_old',
      legacy_table: 'calendar',
      supabase_schema: 'types_new',
      supabase_table: 'calendar',
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'CT402' } });
    expect(answer.error?.details).toContain(
      'PostgreSQL 13 has no multiranges: give the one in supabase the type that legacy has',
    );
  });

  test('a server that is too old is not registered at all', async () => {
    await older.sql
      .begin(async (transaction) => {
        // As if the agent could not do without what this server lacks.
        await transaction.unsafe(`create or replace function cutover_private.oldest_legacy_version() returns integer language sql immutable
          set search_path = pg_catalog, pg_temp as 'select 140000'`);
        const answer = await tryCommand(transaction as unknown as Older['sql'], 'register_legacy_source', {
          ...older.source('thirteen_refused'),
        });
        expect(answer).toMatchObject({
          ok: false,
          error: { code: 'CT409', message: expect.stringMatching(/^The legacy server is PostgreSQL 13\.\d+\.$/) },
        });
        expect(answer.error?.details).toBe('Needed is 14.0 or newer.');
        throw new Error('undo');
      })
      .catch((error: Error) => {
        if (error.message !== 'undo') throw error;
      });
    const left = await older.sql`select from cutover.legacy_sources where name = 'thirteen_refused'`;
    expect(left).toHaveLength(0);
  });
});
