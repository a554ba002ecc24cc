// The order of numbers is taken for the order of commits: a transaction is left out silently (pgcopydb#1044).
import { expect, test } from 'vitest';
import { settle } from '../runs/group.ts';
import { kinds, scene } from './scene.ts';

test.each(kinds)('a transaction with an early number that commits late is carried over (%s legacy)', async (kind) => {
  const it = await scene(kind, `fail_09_${kind}`);
  await settle(it.sql, it.group.name);
  const { sql, schema } = it.at('legacy');
  const early = it.session('legacy');
  const id = await it.groupId();
  const pass = async (): Promise<void> => {
    await it.sql`select cutover_private.pipeline_pass(${id})`;
  };
  await early.unsafe('begin');
  await early.unsafe(`update ${schema}.owner set name = 'early, then late' where id = 1`);
  await early.unsafe(`insert into ${schema}.item values (1, 900001, 'early')`);
  for (let n = 0; n < 3; n++) {
    await sql.unsafe(`update ${schema}.owner set name = 'late number ${n}' where id = ${n + 2}`);
    // Taken and applied, numbers beyond the open transaction's among them; on another server the last ones are acknowledged
    // only after it has committed.
    await pass();
  }
  await early.unsafe('commit');
  expect(await it.journal('legacy')).toBeGreaterThanOrEqual(2);
  await settle(it.sql, it.group.name);
  for (const table of ['owner', 'item'] as const) {
    expect(await it.rows('supabase', table)).toEqual(await it.rows('legacy', table));
  }
});
