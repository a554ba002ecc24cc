// The position is read before the writers in flight have ended (vitess#16563, ghostferry#19).
import { expect, test } from 'vitest';
import { drive, makeReady } from '../runs/group.ts';
import { barrierWaits, kinds, scene } from './scene.ts';

test.each(kinds)('what writers in flight commit while the barrier waits goes over (%s legacy)', async (kind) => {
  const it = await scene(kind, `fail_02_${kind}`);
  await makeReady(it.sql, it.group.name);
  const { schema } = it.at('legacy');
  const writers = [it.session('legacy'), it.session('legacy')];
  for (const [n, writer] of writers.entries()) {
    await writer.unsafe('begin');
    await writer.unsafe(`insert into ${schema}.owner (id, name) values (${900001 + n}, 'in flight')`);
    await writer.unsafe(`insert into ${schema}.item values (${900001 + n}, 1, 'in flight')`);
    await writer.unsafe(`delete from ${schema}.item where owner_id = ${10 + n}`);
  }
  const id = await it.start('cutover');
  const run = drive(it.session('supabase'), id);
  for (const writer of writers) {
    await barrierWaits(it.session('legacy'), schema);
    expect(await it.truth()).toBe('legacy');
    await writer.unsafe('commit');
  }
  expect(await run).toMatchObject({ status: 'completed' });
  expect((await it.rows('supabase', 'owner')).filter((row) => row.includes('in flight'))).toHaveLength(2);
  for (const table of ['owner', 'item'] as const) {
    expect(await it.rows('supabase', table)).toEqual(await it.rows('legacy', table));
  }
});
