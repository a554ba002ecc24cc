// The reverse stream starts too early or too late: duplicates, or holes (vitess PR#7169).
import { expect, test } from 'vitest';
import { makeReady, settle } from '../runs/group.ts';
import { lost, Writer } from '../runs/ledger.ts';
import { runningStack } from '../support/stack.ts';
import { kinds, scene, until } from './scene.ts';

test.each(kinds)('every write from the flip on goes back, and nothing from before it (%s legacy)', async (kind) => {
  const it = await scene(kind, `fail_05_${kind}`);
  await makeReady(it.sql, it.group.name);
  const { schema } = it.at('legacy');
  // Carried over by the drain, under the barrier: it must not come back.
  await it.at('legacy').sql.unsafe(`update ${schema}.owner set name = 'drained' where id <= 3`);
  expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
  expect(await it.journal('supabase'), 'nothing from before the flip').toBe(0);
  await it.sql.unsafe(`update ${it.group.supabaseSchema}.owner set name = 'first after the flip' where id = 4`);
  expect(await it.journal('supabase'), 'the first write is seen').toBe(1);
  await settle(it.sql, it.group.name);
  expect(await it.journal('legacy'), 'what is applied there is not captured there').toBe(0);
  expect(await it.rows('legacy', 'owner')).toEqual(await it.rows('supabase', 'owner'));
});

test.each(kinds)('writers that never pause find every row again after there and back (%s legacy)', async (kind) => {
  const it = await scene(kind, `fail_05_busy_${kind}`);
  await makeReady(it.sql, it.group.name);
  const writer = new Writer(runningStack(), it.group, 1_000_000);
  try {
    for (const run of ['cutover', 'rollback'] as const) {
      const before = writer.acknowledged.length;
      await until('writes before the flip', async () => writer.acknowledged.length > before + 5);
      expect(await it.run(run)).toMatchObject({ status: 'completed' });
      const after = writer.acknowledged.length;
      await until('writes after the flip', async () => writer.acknowledged.length > after + 5);
    }
  } finally {
    await writer.stop();
  }
  await settle(it.sql, it.group.name);
  for (const side of ['legacy', 'supabase'] as const) {
    const { sql, schema } = it.at(side);
    expect(await lost(sql, schema, writer.acknowledged), side).toEqual([]);
  }
  // The counters that each write adds to: applied twice they would be too high, left out too low.
  const { sql, schema } = it.at('legacy');
  const [sum] = await sql.unsafe(`select sum(total)::int - 20100 as added from ${schema}.owner`);
  expect(sum?.added).toBe(writer.acknowledged.length);
  expect(await it.rows('legacy', 'owner')).toEqual(await it.rows('supabase', 'owner'));
});
