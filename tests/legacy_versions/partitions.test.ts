// Partitioned tables of PostgreSQL 13: it clones row triggers to partitions in its own way, and the agent is no superuser there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, settle } from '../runs/group.ts';
import { Older } from './older.ts';

const name = 'thirteen_parts';
let older: Older;

beforeAll(async () => {
  older = await Older.start();
  const columns = '(id bigint, day date, note text, primary key (id, day))';
  await older.legacy.unsafe(`
    create schema parts_old;
    create table parts_old.event ${columns} partition by range (day);
    create table parts_old.early partition of parts_old.event for values from (minvalue) to ('2026-01-01');
    create table parts_old.late partition of parts_old.event for values from ('2026-01-01') to ('2027-01-01');
    insert into parts_old.event select g, '2025-12-01'::date + g, 'event ' || g from generate_series(1, 60) g`);
  await older.sql.unsafe(`create schema parts_new; create table parts_new.event ${columns}`);
  await command(older.sql, 'register_legacy_source', older.source(name));
  await command(older.sql, 'register_table', {
    name,
    source: name,
    legacy_schema: 'parts_old',
    legacy_table: 'event',
    supabase_schema: 'parts_new',
    supabase_table: 'event',
  });
  await command(older.sql, 'start_backfill', { group: name });
  await settle(older.sql, name);
}, 600_000);

afterAll(async () => {
  if (!older) return;
  await older.dropTable(name);
  await older.dropSource(name);
  await command(older.sql, 'set_feature_flag', { name: 'data_migration_final', enabled: false });
  await older.sql.unsafe('drop schema parts_new cascade');
  await older.end();
});

const rows = (connection: Older['sql'], schema: string): Promise<unknown[]> =>
  connection.unsafe(`select id::text, day::text, note from ${schema}.event order by id, day`) as Promise<unknown[]>;

async function equal(): Promise<void> {
  await settle(older.sql, name);
  expect(await rows(older.sql, 'parts_new')).toEqual(await rows(older.legacy, 'parts_old'));
}

test('writes to the table and to its partitions are captured, and partitions come and go', async () => {
  await equal();
  await older.legacy.unsafe(`
    update parts_old.event set note = 'changed' where id <= 3;
    insert into parts_old.late values (100, '2026-05-05', 'straight into a partition');
    update parts_old.event set day = '2026-06-01' where id = 4;
    create table parts_old.next partition of parts_old.event for values from ('2027-01-01') to ('2028-01-01');
    insert into parts_old.next values (101, '2027-02-02', 'straight into a new one')`);
  await equal();
  await older.legacy.unsafe(`truncate parts_old.early`);
  await equal();
  await older.legacy.unsafe(`
    create table parts_old.other (like parts_old.event including all);
    insert into parts_old.other values (102, '2028-03-03', 'was there before');
    alter table parts_old.event attach partition parts_old.other for values from ('2028-01-01') to ('2029-01-01');
    alter table parts_old.event detach partition parts_old.next`);
  await equal();
});

test('after the flip every partition refuses writes, one that is new as well; on the way back they take them', async () => {
  await older.prepare(name);
  await older.flip(name, 'execute');
  await older.legacy.unsafe(
    `create table parts_old.newest partition of parts_old.event for values from ('2030-01-01') to ('2031-01-01')`,
  );
  for (const statement of [
    `insert into parts_old.event values (200, '2026-01-02')`,
    `update parts_old.late set note = 'x'`,
    `delete from parts_old.other`,
    `truncate parts_old.late`,
    `insert into parts_old.newest values (201, '2030-02-02')`,
  ]) {
    await expect(older.legacy.unsafe(statement), statement).rejects.toMatchObject({ code: 'CT701' });
  }
  await older.sql.unsafe(`
    insert into parts_new.event values (300, '2030-04-04', 'written in supabase');
    update parts_new.event set day = '2026-07-01' where id = 100`);
  await equal();
  await older.flip(name, 'rollback');
  await older.legacy.unsafe(`insert into parts_old.newest values (201, '2030-02-02', 'taken again')`);
  await equal();
});
