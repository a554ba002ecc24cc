// A routed view over a foreign table of another wrapper: the same rows for the same roles in each form, and keys are looked up over there.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Sql } from '../support/database.ts';
import { runningStack } from '../support/stack.ts';
import { MysqlLegacy } from './mysql.ts';

type Far = {
  name: string;
  sql: Sql;
  command: (operation: string, args: Record<string, unknown>) => Promise<{ ok: boolean; error?: { code: string } }>;
  /** Rows as they are over there. */
  rows: () => Promise<string[]>;
  end: () => Promise<void>;
};

const columns = 'code varchar(20) not null, tenant varchar(20) not null, total numeric(12,2)';
const filler = `select 'c' || g, 't' || g % 10, g from generate_series(1, 2000) g`;

async function overPostgres(): Promise<Far> {
  const name = `routed_${randomUUID().slice(0, 8)}`;
  const stack = runningStack();
  const [sql, far] = [connect(stack.dbUrl), connect(stack.legacyDbUrl)];
  const url = new URL(stack.legacyDbUrl);
  await far.unsafe(`create schema ${name}; create table ${name}.doc (${columns}, primary key (code));
    insert into ${name}.doc ${filler}; analyze ${name}.doc`);
  await sql.unsafe(`
    create server ${name} foreign data wrapper postgres_fdw options (host '${url.hostname}', port '${url.port}', dbname 'legacy');
    create user mapping for postgres server ${name} options (user '${url.username}', password '${decodeURIComponent(url.password)}');
    create schema ${name}_old; create schema ${name}_new;
    create foreign table ${name}_old.doc (${columns}) server ${name} options (schema_name '${name}', table_name 'doc');
    create table ${name}_new.doc (${columns}, primary key (code))`);
  const command = async (operation: string, args: Record<string, unknown>) => {
    const [row] = await sql`select cutover.command(${operation}, ${sql.json(args as never)}) as answer`;
    return row?.answer;
  };
  await command('register_legacy_source', { name, kind: 'foreign' });
  return {
    name,
    sql,
    command,
    rows: async () =>
      (await far.unsafe(`select concat_ws(' ', code, tenant, total) as row from ${name}.doc order by code`)).map(
        ({ row }) => row,
      ),
    end: async () => {
      await command('unregister_table', { table: name });
      await sql`delete from cutover.table_groups where name = ${name}`;
      await sql`delete from cutover.legacy_sources where name = ${name}`;
      await sql.unsafe(`drop schema ${name}_old, ${name}_new, ${name}_routed cascade; drop server ${name} cascade`);
      await far.unsafe(`drop schema ${name} cascade`);
      await Promise.all([sql.end(), far.end()]);
    },
  };
}

async function overMysql(): Promise<Far> {
  const legacy = await MysqlLegacy.start(`routed_${randomUUID().slice(0, 8)}`);
  const { name, sql } = legacy;
  await legacy.create(
    'doc',
    ['code'],
    [
      { name: 'code', mysql: 'varchar(20)', supabase: 'varchar(20) not null' },
      { name: 'tenant', mysql: 'varchar(20) not null', supabase: 'varchar(20) not null' },
      { name: 'total', mysql: 'decimal(12,2)', supabase: 'numeric(12,2)' },
    ],
  );
  // mysql_fdw looks for the user mapping of whoever asks, not of the view's owner.
  await sql.unsafe(`do $$ declare v_options text[] := (select umoptions from pg_user_mappings where srvname = '${name}' and usename = 'postgres');
    begin execute (select format('create user mapping for public server ${name} options (%s)', string_agg(format('%I %L', option_name, option_value), ', '))
      from pg_options_to_table(v_options)); end $$`);
  legacy.mysql(`insert into doc select concat('c', seq), concat('t', seq % 10), seq from seq_1_to_2000`);
  return {
    name,
    sql,
    command: (operation, args) => legacy.command(operation, args),
    rows: async () =>
      legacy.mysql(`select concat_ws(' ', code, tenant, total) from doc order by binary code`).split('\n'),
    end: () => legacy.end(),
  };
}

describe.each([
  { wrapper: 'postgres_fdw', start: overPostgres, remote: /Remote SQL.*WHERE \(\(code = 'c7'/ },
  { wrapper: 'mysql_fdw', start: overMysql, remote: /Remote query.*WHERE \(?\(?`code` = 'c7'/i },
])('over $wrapper', ({ start, remote }) => {
  const role = `app_${randomUUID().slice(0, 8)}`;
  let far: Far;
  let view: string;

  beforeAll(async () => {
    far = await start();
    const { name, sql } = far;
    view = `${name}_routed.doc`;
    const ok = async (operation: string, args: Record<string, unknown>) =>
      expect(await far.command(operation, args), operation).toMatchObject({ ok: true });
    await sql.unsafe(`alter table ${name}_new.doc enable row level security;
      create policy mine on ${name}_new.doc to authenticated using (tenant = current_setting('app.tenant', true)) with check (total < 5000);
      create policy not_c17 on ${name}_new.doc as restrictive for select to authenticated using (code <> 'c17')`);
    await sql.unsafe(`create schema ${name}_routed; alter default privileges in schema ${name}_routed grant all on tables to anon, authenticated;
      create view ${name}_routed.opened as select 1 as one`);
    await ok('register_table', {
      name,
      source: name,
      legacy_schema: `${name}_old`,
      legacy_table: 'doc',
      supabase_schema: `${name}_new`,
      supabase_table: 'doc',
      key_columns: ['code'],
      routed_schema: `${name}_routed`,
      routed_name: 'doc',
    });
    await sql.unsafe(`create role ${role}; grant ${role} to postgres;
      grant usage on schema ${name}_new, ${name}_routed to authenticated, service_role, ${role};
      grant select, insert, update, delete on ${view}, ${name}_new.doc to authenticated, service_role, ${role}`);
    await ok('start_backfill', { group: name });
    await pipeline();
  });

  afterAll(async () => {
    await far.sql.unsafe(`drop owned by ${role}; drop role ${role}`);
    await far.end();
  });

  async function pipeline(): Promise<void> {
    for (let idle = 0; idle < 3; ) {
      await far.sql`update cutover_private.verify_queue set due_at = clock_timestamp()`;
      const [row] =
        await far.sql`select cutover_private.pipeline_tick(id) as worked from cutover.table_groups where name = ${far.name}`;
      idle = row?.worked === 0 ? idle + 1 : 0;
    }
  }

  const form = (read: string): Promise<unknown> =>
    far.sql`select cutover_private.set_routed_view(t, ${read}, 'legacy') from cutover.cutover_tables t where name = ${far.name}`;

  /** The first column of the first row, the number of rows changed, or the error; rolled back or not. */
  async function as(who: string, tenant: string, statement: string, keep = false): Promise<string> {
    let answer = '';
    await far.sql
      .begin(async (transaction) => {
        await transaction.unsafe(`set local app.tenant = '${tenant}'; set local role ${who}`);
        const rows = await transaction.unsafe(statement);
        answer = rows.length > 0 ? String(Object.values(rows[0] as object)[0]) : `${rows.count} rows`;
        if (!keep) throw new Error('undo');
      })
      .catch((error: Error & { code?: string }) => {
        if (error.message !== 'undo') answer = error.code ?? error.message;
      });
    return answer;
  }

  it('starts without rights, whatever default privileges say', async () => {
    const [row] =
      await far.sql`select has_table_privilege('anon', ${view}, 'select') as anon, has_table_privilege('anon', ${`${far.name}_routed.opened`}, 'select') as opened`;
    expect(row).toEqual({ anon: false, opened: true });
  });

  it.each(['legacy', 'dual', 'supabase'])('policies hold in the form %s', async (read) => {
    await form(read);
    const count = `select count(*) from ${view}`;
    expect(await as('authenticated', 't3', count)).toBe('200');
    expect(await as('authenticated', 't7', count), 'restrictive').toBe('199');
    expect(await as('authenticated', '', count), 'no tenant').toBe('0');
    expect(await as('anon', 't3', count), 'without a grant').toBe('42501');
    expect(await as(role, 't3', count), 'without a policy').toBe('0');
    expect(await as('service_role', '', count)).toBe('2000');
    expect(await as('authenticated', 't3', `update ${view} set total = 6000 where code = 'c3'`), 'check').toBe('42501');
    expect(await as('authenticated', 't3', `update ${view} set total = 1 where code = 'c4'`), 'of another').toBe(
      '0 rows',
    );
    expect(await as('authenticated', 't3', `insert into ${view} values ('n', 't3', 6000)`), 'check').toBe('42501');
    expect(await as(role, 't3', `insert into ${view} values ('n', 't3', 1)`), 'without a policy').toBe('42501');
    expect(await as('authenticated', 't3', `delete from ${view} where code = 'c4'`), 'of another').toBe('0 rows');
    expect(await as('authenticated', 't3', `update ${view} set tenant = 't4' where code = 'c3'`), 'out of sight').toBe(
      '42501',
    );
    expect((await far.rows()).filter((row) => /^(n |c[34] )/.test(row))).toEqual(['c3 t3 3.00', 'c4 t4 4.00']);
  });

  it.each(['legacy', 'dual', 'supabase'])('writes go over in the form %s', async (read) => {
    await form(read);
    expect(await as('authenticated', 't3', `insert into ${view} values ('n', 't3', 1)`, true)).toBe('1 rows');
    if (read === 'supabase') await plant(`insert into ${far.name}_new.doc values ('n', 't3', 1)`);
    expect(await as('authenticated', 't3', `update ${view} set total = total + 1 where code = 'n'`, true)).toBe(
      '1 rows',
    );
    expect((await far.rows()).filter((row) => row.startsWith('n '))).toEqual(['n t3 2.00']);
    if (read === 'supabase') await plant(`update ${far.name}_new.doc set total = 2 where code = 'n'`);
    expect(await as('authenticated', 't3', `delete from ${view} where code = 'n'`, true)).toBe('1 rows');
    expect((await far.rows()).filter((row) => row.startsWith('n '))).toEqual([]);
    if (read === 'supabase') await plant(`delete from ${far.name}_new.doc where code = 'n'`);
  });

  /** As the pipeline would. */
  async function plant(statement: string): Promise<void> {
    await far.sql.unsafe(`begin; insert into cutover_agent.appliers values (pg_current_xact_id()); ${statement};
      delete from cutover_agent.appliers where transaction_id = pg_current_xact_id(); commit`);
  }

  it.each(['legacy', 'dual'])('a key is looked up over there in the form %s', async (read) => {
    await form(read);
    const [plan] = await far.sql.unsafe(`explain (verbose, format json) select * from ${view} where code = 'c7'`);
    expect(JSON.stringify(plan)).toMatch(remote);
  });

  it('reads that have left legacy name it no more', async () => {
    await form('supabase');
    const [plan] = await far.sql.unsafe(`explain (verbose, format json) select * from ${view} where code = 'c7'`);
    expect(JSON.stringify(plan)).not.toMatch(/Foreign/);
  });
});

describe('a wrapper that cannot write a row safely', () => {
  let legacy: MysqlLegacy;
  const view = (table: string): string => `${legacy.name}_routed.${table}`;
  const code = (statement: string): Promise<string> =>
    legacy.sql.unsafe(statement).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );

  beforeAll(async () => {
    legacy = await MysqlLegacy.start(`unsafe_${randomUUID().slice(0, 8)}`);
    const number = { mysql: 'int', supabase: 'integer' };
    for (const [table, key] of Object.entries({ pair: ['a', 'b'], single: ['a'] })) {
      const routed = { routed_schema: `${legacy.name}_routed`, routed_name: table };
      const columns = ['a', 'b', 'n'].map((column) => ({ name: column, ...number }));
      expect(await legacy.table(table, key, columns, routed), table).toMatchObject({ ok: true });
    }
    legacy.mysql('insert into pair values (1, 1, 1), (1, 2, 1); insert into single values (1, 1, 1)');
  });

  afterAll(() => legacy.end());

  it('is not written where it would change other rows as well', async () => {
    expect(await code(`update ${view('pair')} set n = 9 where a = 1 and b = 2`)).toBe('CT413');
    expect(await code(`delete from ${view('pair')} where a = 1 and b = 2`)).toBe('CT413');
    expect(legacy.mysql('select * from pair order by b')).toBe('1\t1\t1\n1\t2\t1');
    expect(await legacy.rows(`select count(*) from ${view('pair')}`)).toEqual(['(2)']);
    expect(await code(`update ${view('single')} set n = 2`)).toBe('done');
    expect(legacy.mysql('select n from single')).toBe('2');
  });

  it('is written again when the reason is gone', async () => {
    const settle = () => legacy.sql`select cutover_private.settle_views()`;
    await legacy.sql.unsafe(`alter server ${legacy.name} options (drop sql_mode)`);
    await legacy.sql`select cutover_private.set_routed_view(t, 'legacy', 'legacy') from cutover.cutover_tables t where name = ${`${legacy.name}_single`}`;
    expect(await code(`update ${view('single')} set n = 3`)).toBe('CT413');
    await settle();
    expect(await code(`update ${view('single')} set n = 3`)).toBe('CT413');
    await legacy.sql.unsafe(`alter server ${legacy.name} options (add sql_mode 'ANSI_QUOTES,STRICT_ALL_TABLES')`);
    await settle();
    expect(await code(`update ${view('single')} set n = 3`)).toBe('done');
    expect(legacy.mysql('select n from single')).toBe('3');
  });
});
