// A transaction open across the switch commits on the old side afterwards (vitess#9400).
import { describe, expect, test } from 'vitest';
import { drive, makeReady } from '../runs/group.ts';
import { barrierWaits, kinds, pidOf, scene, setting } from './scene.ts';

describe.each(kinds)('%s legacy', (kind) => {
  test('nothing is switched while a transaction that has written lies open', async () => {
    const it = await scene(kind, `fail_01_open_${kind}`);
    await makeReady(it.sql, it.group.name);
    await setting(it.sql, 'barrier_give_up_seconds', '1');
    const { schema } = it.at('legacy');
    const writer = it.session('legacy');
    await writer.unsafe('begin');
    await writer.unsafe(`insert into ${schema}.owner (id, name) values (900001, 'open')`);
    const run = drive(it.session('supabase'), await it.start('cutover'));
    await barrierWaits(it.session('legacy'), schema);
    const ended = await run;
    expect(ended).toMatchObject({ status: 'released', error: { code: 'CT601' } });
    expect(JSON.stringify(ended.error)).toContain(`pid ${await pidOf(writer)}`);
    await writer.unsafe('commit');
    expect(await it.truth()).toBe('legacy');
    expect(await it.writableSides()).toEqual(['legacy']);
    // And the next attempt takes the row along.
    await setting(it.sql, 'barrier_give_up_seconds', '15');
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    expect(await it.rows('supabase', 'owner')).toContain('(900001,open,0.00)');
  });

  test.each(['read committed', 'repeatable read', 'serializable'])(
    'a %s transaction from before the switch cannot write the old side after it',
    async (level) => {
      const it = await scene(kind, `fail_01_${level.slice(0, 4)}_${kind}`);
      await makeReady(it.sql, it.group.name);
      const writer = it.session('legacy');
      await writer.unsafe(`begin isolation level ${level}`);
      await writer.unsafe('select count(*) from pg_class');
      expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
      await expect(
        writer.unsafe(`insert into ${it.group.legacySchema}.owner (id, name) values (900002, 'late')`),
      ).rejects.toMatchObject({ code: 'CT701' });
      await writer.unsafe('rollback');
    },
  );
});
