// A key that the receiving side's type does not take, somewhere in a chunk of a legacy server: it is refused alone, and the backfill goes on.
import { expect, onTestFinished, test } from 'vitest';
import { scene } from '../failures/scene.ts';
import { command } from './group.ts';

test('one key that cannot be read on this side keeps no other row back', async () => {
  const it = await scene('postgres', 'refused_key');
  const [there, here] = [it.at('legacy'), it.at('supabase')];
  const name = `${it.group.name}_wide`;
  await there.sql.unsafe(`
    create table ${there.schema}.wide (id bigint primary key, note text);
    insert into ${there.schema}.wide select i, 'note ' || i from generate_series(1, 20) i;
    insert into ${there.schema}.wide values (99999999999, 'too large');`);
  await here.sql.unsafe(`create table ${here.schema}.wide (id integer primary key, note text)`);
  await command(it.sql, 'register_table', {
    name,
    source: it.group.source,
    group: name,
    legacy_schema: there.schema,
    legacy_table: 'wide',
    supabase_schema: here.schema,
    supabase_table: 'wide',
  });
  onTestFinished(async () => {
    await command(it.sql, 'unregister_table', { table: name });
    await it.sql`delete from cutover.table_groups where name = ${name}`;
  });
  await command(it.sql, 'start_backfill', { group: name });
  const session = it.session('supabase');
  for (let n = 0; n < 3; n += 1) {
    await session`select cutover_private.pipeline_pass(id), cutover_private.backfill_step(id) from cutover.table_groups where name = ${name}`;
  }
  const [copied] = await it.sql.unsafe(`select count(*)::int as count from ${here.schema}.wide`);
  expect(copied?.count).toBe(20);
  expect(
    await it.sql`select f.key, f.error_code from cutover.apply_failures f join cutover.cutover_tables t on t.id = f.table_id where t.name = ${name}`,
  ).toEqual([{ key: '{99999999999}', error_code: '22003' }]);
});
