// Lag is first looked at when writes are already blocked (vitess#9525).
import { expect, test } from 'vitest';
import { drive, makeReady } from '../runs/group.ts';
import { kinds, scene, setting } from './scene.ts';

test.each(kinds)(
  'a backlog is worked down while writers go on, and only its rest while they wait (%s legacy)',
  async (kind) => {
    const it = await scene(kind, `fail_06_${kind}`);
    await makeReady(it.sql, it.group.name);
    await setting(it.sql, 'target_pause_ms', '50');
    const { sql, schema } = it.at('legacy');
    await sql.unsafe(
      `insert into ${schema}.owner (id, name) select 10000 + i, 'backlog' from generate_series(1, 14000) i`,
    );
    const id = await it.start('cutover');
    const writer = it.session('legacy');
    await writer`set lock_timeout = '100ms'`;
    let rounds = 0;
    for (; ; rounds++) {
      const [row] = await it.sql<{ step: string }[]>`select cutover.advance_run(${id}) ->> 'step' as step`;
      if (row?.step !== 'preflight') break;
      // Nothing is blocked yet.
      await writer.unsafe(`update ${schema}.owner set total = total + 1 where id = 1`);
      expect(await it.truth()).toBe('legacy');
    }
    expect(rounds, 'rounds before writers have to wait').toBeGreaterThan(1);
    expect(await it.journal('legacy'), 'what is left for the pause').toBeLessThan(2000);
    expect(await drive(it.sql, id)).toMatchObject({ status: 'completed' });
    expect(await it.rows('supabase', 'owner')).toEqual(await it.rows('legacy', 'owner'));
  },
);
