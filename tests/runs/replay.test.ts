// Replay after an immediate rollback, where it only shows when transactions really end, or wait.
import { expect, test } from 'vitest';
import { barrierWaits, kinds, scene } from '../failures/scene.ts';
import { drive, makeReady, settle } from './group.ts';

test.each(kinds)(
  'a row that a constraint of legacy would refuse at the commit is listed, and the others are replayed (%s legacy)',
  async (kind) => {
    const it = await scene(kind, `replay_deferred_${kind}`);
    const legacy = it.at('legacy');
    const supabase = it.at('supabase');
    await legacy.sql.unsafe(
      `alter table ${legacy.schema}.item alter constraint item_owner_id_fkey deferrable initially deferred`,
    );
    await makeReady(it.sql, it.group.name);
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    await supabase.sql.unsafe(`
      alter table ${supabase.schema}.item drop constraint item_owner_id_fkey;
      insert into ${supabase.schema}.item values (900001, 1, 'orphan'), (1, 900, 'fits');
      insert into ${supabase.schema}.owner (id, name) values (900002, 'new');`);
    const run = await it.start('rollback', 'immediate');
    // Twenty seconds: a replay that repeats what the commit refuses never ends.
    expect(await drive(it.sql, run, 20_000)).toMatchObject({ status: 'completed', error: null, conflicts: 1 });
    expect(
      await it.sql`select key, error_code, error_object, resolution from cutover.replay_conflicts where run_id = ${run}`,
    ).toEqual([
      { key: '{900001,1}', error_code: '23503', error_object: 'item_owner_id_fkey', resolution: 'legacy_wins' },
    ]);
    expect(await it.rows('legacy', 'owner')).toContain('(900002,new,0.00)');
    expect(await it.rows('legacy', 'item')).toContain('(1,900,fits)');
    await settle(it.sql, it.group.name);
    for (const table of ['owner', 'item'] as const)
      expect(await it.rows('supabase', table)).toEqual(await it.rows('legacy', table));
  },
);

test.each(kinds)(
  'what legacy writes while refused rows wait for its writers is not overwritten (%s legacy)',
  async (kind) => {
    const it = await scene(kind, `replay_barrier_${kind}`);
    const legacy = it.at('legacy');
    const supabase = it.at('supabase');
    await makeReady(it.sql, it.group.name);
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    await supabase.sql.unsafe(`
      alter table ${supabase.schema}.item drop constraint item_owner_id_fkey;
      insert into ${supabase.schema}.item values (900001, 1, 'orphan of supabase');`);
    const run = await it.start('rollback', 'immediate');
    for (let step = ''; step !== 'replay'; )
      step = (await it.sql<{ step: string }[]>`select cutover.advance_run(${run}) ->> 'step' as step`)[0]!.step;
    // A writer at work; when what is refused waits for it, it writes that row itself, together with the parent.
    const writer = it.session('legacy');
    await writer.unsafe(`begin; insert into ${legacy.schema}.item values (1, 901, 'at work')`);
    const driven = drive(it.sql, run);
    await barrierWaits(it.session('legacy'), legacy.schema);
    await writer.unsafe(`
      insert into ${legacy.schema}.owner (id, name) values (900001, 'parent of legacy');
      insert into ${legacy.schema}.item values (900001, 1, 'of legacy');
      commit`);
    expect(await driven).toMatchObject({ status: 'completed', conflicts: 1 });
    expect(await it.rows('legacy', 'item')).toContain('(900001,1,"of legacy")');
    expect(
      await it.sql`select key, error_code, resolution from cutover.replay_conflicts where run_id = ${run}`,
    ).toEqual([{ key: '{900001,1}', error_code: 'CT608', resolution: 'legacy_wins' }]);
    await settle(it.sql, it.group.name);
    expect(await it.rows('supabase', 'item')).toEqual(await it.rows('legacy', 'item'));
  },
);
