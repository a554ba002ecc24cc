// Legacy behind a foreign table: registered, copied, compared and repaired, without capture.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MysqlLegacy } from './mysql.ts';

const name = `foreign_${randomUUID().slice(0, 8)}`;
let legacy: MysqlLegacy;

beforeAll(async () => {
  legacy = await MysqlLegacy.start(name);
  const types = await legacy.table(
    'types',
    ['id'],
    [
      { name: 'id', mysql: 'bigint auto_increment', supabase: 'bigint' },
      { name: 'n', mysql: 'int', supabase: 'integer' },
      { name: 'd', mysql: 'decimal(20,4)', supabase: 'numeric(20,4)' },
      { name: 'v', mysql: 'varchar(100)', supabase: 'varchar(100)' },
      { name: 't', mysql: 'text', supabase: 'text' },
      { name: 'at', mysql: 'datetime(6)', supabase: 'timestamp' },
      { name: 'day', mysql: 'date', supabase: 'date' },
      { name: 'j', mysql: 'json', foreign: 'json', supabase: 'jsonb' },
      { name: 'b', mysql: 'blob', supabase: 'bytea' },
      { name: 'yes', mysql: 'tinyint(1)', supabase: 'boolean' },
      { name: 'tiny', mysql: 'tinyint', supabase: 'smallint' },
      { name: 'u', mysql: 'char(36)', foreign: 'varchar(36)', supabase: 'uuid' },
    ],
  );
  expect(types).toMatchObject({ ok: true });
  const small = { name: 'v', mysql: 'varchar(20)', supabase: 'varchar(20)' };
  for (const [table, key, columns] of [
    ['empty', ['id'], [{ name: 'id', mysql: 'int', supabase: 'integer' }]],
    [
      'pairs',
      ['a', 'b'],
      [{ name: 'a', mysql: 'int', supabase: 'integer' }, { name: 'b', mysql: 'int', supabase: 'integer' }, small],
    ],
    ['words', ['code'], [{ name: 'code', mysql: 'varchar(20)', supabase: 'varchar(20)' }, small]],
    [
      'large',
      ['id'],
      [
        { name: 'id', mysql: 'bigint', supabase: 'bigint' },
        { name: 'n', mysql: 'decimal(12,3)', supabase: 'numeric(12,3)' },
        small,
      ],
    ],
  ] as const) {
    expect(await legacy.table(table, [...key], [...columns]), table).toMatchObject({ ok: true });
  }
  legacy.mysql(`
    insert into types values
      (1, -5, 12345678901234.5678, 'héé 😀', 'two
lines', '2024-01-02 03:04:05.123456', '2024-02-29', '{"b":1,  "a":[1,null]}', x'00ff41', 1, -128, '0b7a3f38-2e2e-4c0b-9a5e-111111111111'),
      (2, 2147483647, -0.0001, '', ' padded ', '1000-01-01 00:00:00', '9999-12-31', 'null', x'', 0, 127, '00000000-0000-0000-0000-000000000000'),
      (3, null, null, null, null, null, null, null, null, null, null, null);
    insert into pairs select floor(seq / 100), seq % 100, concat('v', seq) from seq_1_to_5000;
    insert into words select concat(if(seq % 2, 'k', 'K'), seq), 'w' from seq_1_to_3000;
    insert into words values ('Zebra', 'last there');
    insert into large select seq, seq / 7, concat('row ', seq) from seq_1_to_100000`);
  await legacy.ok('start_backfill', { group: name });
  await legacy.pipeline();
});

afterAll(() => legacy.end());

describe('a MySQL behind foreign tables', () => {
  it('is copied to the letter, and compares equal', async () => {
    expect(
      await legacy.rows(`select id, n, d, v, t, at, day, j, b, yes, tiny, u from ${name}_new.types order by id`),
    ).toEqual([
      '(1,-5,12345678901234.5678,"héé 😀","two\nlines","2024-01-02 03:04:05.123456",2024-02-29,"{""a"": [1, null], ""b"": 1}","\\\\x00ff41",t,-128,0b7a3f38-2e2e-4c0b-9a5e-111111111111)',
      '(2,2147483647,-0.0001,""," padded ","1000-01-01 00:00:00",9999-12-31,null,"\\\\x",f,127,00000000-0000-0000-0000-000000000000)',
      '(3,,,,,,,,,,,)',
    ]);
    for (const [table, rows] of Object.entries({ types: 3, empty: 0, pairs: 5000, words: 3001, large: 100_000 })) {
      expect(await legacy.compare(table), table).toMatchObject({
        status: 'completed',
        rows_legacy: String(rows),
        rows_supabase: String(rows),
        suspects: '0',
      });
    }
  });

  it('is paged through by its text keys in the order of this side, which is not its own', async () => {
    const [endpoint] = await legacy.sql<{ id: string }[]>`
      select legacy_endpoint as id from cutover.cutover_tables where name = ${`${name}_words`}`;
    const seen = new Set<string>();
    for (let after: string | null = null; ; ) {
      const page: { key: string }[] = await legacy.sql<{ key: string }[]>`
        select k::text as key from cutover_agent.keys_after(${endpoint!.id}, ${after}::text[], 700) as k`;
      if (page.length === 0) break;
      for (const { key } of page) seen.add(key);
      after = page.at(-1)!.key;
    }
    expect(seen.size).toBe(3001);
  });

  it('has what changed there found by a comparison, and carried over by repair', async () => {
    legacy.mysql(`
      update large set v = 'changed 😀' where id in (77, 50000);
      delete from large where id = 5;
      insert into large values (0, 0, 'first'), (200000, null, null);
      update pairs set v = 'changed' where a = 3 and b = 9;
      update words set v = 'changed' where code = 'K100';
      delete from words where code = 'k101';
      update types set j = '{"a":[1,null],"b":1}', yes = 0 where id = 1;
      update types set t = '' where id = 3`);
    expect(await legacy.compare('large')).toMatchObject({ missing: '2', extra: '1', mismatched: '2' });
    expect(await legacy.compare('pairs')).toMatchObject({ missing: '0', extra: '0', mismatched: '1' });
    expect(await legacy.compare('words')).toMatchObject({ missing: '0', extra: '1', mismatched: '1' });
    expect(await legacy.compare('types')).toMatchObject({ missing: '0', extra: '0', mismatched: '2' });
    // The same JSON written in another way is no difference.
    expect(
      await legacy.rows(`select d.columns from cutover.drifted_rows d join cutover.cutover_tables t on t.id = d.table_id
        where t.name = '${name}_types' order by d.key`),
    ).toEqual(['({yes})', '({t})']);
    for (const table of ['large', 'pairs', 'words', 'types']) await legacy.ok('repair', { table: `${name}_${table}` });
    await legacy.pipeline();
    for (const table of ['large', 'pairs', 'words', 'types']) {
      expect(await legacy.compare(table), table).toMatchObject({ status: 'completed', suspects: '0' });
    }
    expect(await legacy.rows(`select v from ${name}_new.large where id in (0, 5, 77, 200000) order by id`)).toEqual([
      '(first)',
      '("changed 😀")',
      '()',
    ]);
  });

  it('is not copied while its values would not arrive as they are', async () => {
    await legacy.create('late', ['id'], [{ name: 'id', mysql: 'int', supabase: 'integer' }]);
    await legacy.sql.unsafe(`alter server ${name} options (drop character_set)`);
    const refused = await legacy.register('late', ['id'], { group: `${name}_late` });
    expect(refused.error).toMatchObject({
      code: 'CT405',
      details: expect.stringContaining(`alter server ${name} options (add character_set 'utf8mb4');`),
    });
    await legacy.sql.unsafe(`alter server ${name} options (add character_set 'utf8mb4')`);
    expect(
      (await legacy.command('register_table', { ...registration('late'), group: `${name}_late` })).error,
    ).toMatchObject({
      code: 'CT401',
      hint: expect.stringContaining('key_columns'),
    });
    await legacy.sql.unsafe(`alter server ${name} options (set port '1')`);
    expect((await legacy.register('late', ['id'], { group: `${name}_late` })).error).toMatchObject({ code: 'CT501' });
    await legacy.sql.unsafe(`alter server ${name} options (set port '${legacy.port}')`);
    expect(await legacy.register('late', ['id'], { group: `${name}_late` })).toMatchObject({ ok: true });
  });

  it('is not written where rows would be hit that nobody meant', async () => {
    await legacy.table(
      'typed',
      ['id'],
      [
        { name: 'id', mysql: 'int', supabase: 'integer' },
        { name: 'j', mysql: 'json', supabase: 'jsonb' },
      ],
      { group: `${name}_typed` },
    );
    const hindrances = await legacy.sql<{ name: string; hindrance: string | null }[]>`
      select legacy_table as name, cutover_agent.write_hindrance(legacy_endpoint) as hindrance
        from cutover.cutover_tables where name in ${legacy.sql(['types', 'pairs', 'words', 'typed'].map((table) => `${name}_${table}`))}
       order by legacy_table`;
    expect(hindrances.map((row) => [row.name, row.hindrance])).toEqual([
      ['pairs', expect.stringContaining('finds rows by column a alone, and the key is (a, b)')],
      ['typed', expect.stringContaining('declare them as text or json in the foreign table: j jsonb')],
      ['types', null],
      ['words', null],
    ]);
  });

  it('holds a value that PostgreSQL cannot: nothing is left out silently', async () => {
    legacy.mysql(`set sql_mode = ''; insert into types (id, day) values (9, '0000-00-00')`);
    const job = await legacy.compare('types');
    expect(job).toMatchObject({ finished_at: null, error: { code: '22008' } });
    legacy.mysql('delete from types where id = 9');
    expect(await legacy.compare('types')).toMatchObject({ status: 'completed', suspects: '0' });
  });
});

const registration = (table: string): Record<string, unknown> => ({
  name: `${name}_${table}`,
  source: name,
  legacy_schema: `${name}_old`,
  legacy_table: table,
  supabase_schema: `${name}_new`,
  supabase_table: table,
});
