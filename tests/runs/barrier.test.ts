// How the barrier takes its locks: views before tables, and never longer than writers can bear.
import { expect, test } from 'vitest';
import { kinds, pidOf, scene, setting, until } from '../failures/scene.ts';
import { drive, makeReady } from './group.ts';

test.each(kinds)('while it waits for a routed view it holds no table (%s legacy)', async (kind) => {
  const it = await scene(kind, `barrier_views_${kind}`);
  await makeReady(it.sql, it.group.name);
  const reader = it.session('supabase');
  await reader.unsafe('begin');
  await reader.unsafe(`select 1 from ${it.group.routedSchema}.owner limit 1`);
  const driver = it.session('supabase');
  const pid = await pidOf(driver);
  const run = drive(driver, await it.start('cutover'));
  let held: string | null = null;
  await until('the barrier waits for the view', async () => {
    const rows = await it.sql<{ waits: boolean; held: string | null }[]>`
      select bool_or(not granted and relation = ${`${it.group.routedSchema}.owner`}::regclass) as waits,
        string_agg(relation::regclass::text, ', ') filter (where granted and mode = 'ShareRowExclusiveLock') as held
      from pg_locks where pid = ${pid} and locktype = 'relation'`;
    held = rows[0]?.held ?? null;
    return rows[0]?.waits === true;
  });
  expect(held).toBeNull();
  await reader.unsafe('commit');
  expect(await run).toMatchObject({ status: 'completed' });
});

test.each(kinds)('while one transaction keeps it waiting, other writers get through (%s legacy)', async (kind) => {
  const it = await scene(kind, `barrier_waits_${kind}`);
  await makeReady(it.sql, it.group.name);
  await setting(it.sql, 'barrier_give_up_seconds', '3');
  const { schema } = it.at('legacy');
  const [blocker, writer] = [it.session('legacy'), it.session('legacy')];
  await blocker.unsafe('begin');
  await blocker.unsafe(`update ${schema}.owner set total = 0 where id = 1`);
  const run = drive(it.session('supabase'), await it.start('cutover'));
  let slowest = 0;
  let ended = false;
  const ending = run.finally(() => {
    ended = true;
  });
  // Without the barrier's timeout a writer would wait as long as the transaction in front of it.
  await writer`set lock_timeout = '1500ms'`;
  for (let n = 2; !ended; n = (n % 200) + 1) {
    const begun = performance.now();
    await writer.unsafe(`update ${schema}.owner set total = total + 1 where id = ${Math.max(n, 2)}`);
    slowest = Math.max(slowest, performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(await ending).toMatchObject({ status: 'released', error: { code: 'CT601' } });
  expect(slowest).toBeLessThan(1500);
  await blocker.unsafe('commit');
});
