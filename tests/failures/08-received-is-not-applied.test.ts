// "Received" is taken for "applied": committed rows are lost, exit code 0 (pgcopydb#1049).
import { describe, expect, test } from 'vitest';
import { makeReady, settle } from '../runs/group.ts';
import { kinds, scene } from './scene.ts';

describe.each(kinds)('%s legacy', (kind) => {
  test('an apply that is rolled back after it was read leaves its entries, in both directions', async () => {
    const it = await scene(kind, `fail_08_${kind}`);
    await makeReady(it.sql, it.group.name);
    const id = await it.groupId();
    for (const [run, truth] of [
      ['cutover', 'legacy'],
      ['rollback', 'supabase'],
    ] as const) {
      const { sql, schema } = it.at(truth);
      await sql.unsafe(`update ${schema}.owner set name = 'written on ${truth}' where id <= 20`);
      const applier = it.session('supabase');
      await applier.unsafe('begin');
      // Several pages: the later ones must not acknowledge the earlier ones.
      for (let page = 0; page < 4; page++) {
        const [pass] = await applier<{ applied: number }[]>`select applied from cutover_private.apply_pass(${id}, 5)`;
        if (page === 0) expect(pass?.applied).toBe(5);
      }
      await applier.unsafe('rollback');
      expect(await it.journal(truth), 'everything waits still').toBe(20);
      await settle(it.sql, it.group.name);
      expect(await it.journal(truth)).toBe(0);
      expect(await it.rows('supabase', 'owner')).toEqual(await it.rows('legacy', 'owner'));
      expect(await it.run(run)).toMatchObject({ status: 'completed' });
    }
  });

  test('an apply that committed and was not acknowledged is applied again, which changes nothing', async () => {
    const it = await scene(kind, `fail_08_again_${kind}`);
    await settle(it.sql, it.group.name);
    const { sql, schema } = it.at('legacy');
    await sql.unsafe(
      `update ${schema}.owner set name = 'once' where id <= 20; delete from ${schema}.item where line = 2`,
    );
    const id = await it.groupId();
    const [first] = await it.sql<{ applied: number }[]>`select applied from cutover_private.apply_pass(${id})`;
    expect(first?.applied).toBe(220);
    // What a crash between the two servers' commits leaves.
    await it.sql`delete from cutover_private.pending_acknowledgements where group_id = ${id}`;
    await settle(it.sql, it.group.name);
    expect(await it.journal('legacy')).toBe(0);
    for (const table of ['owner', 'item'] as const) {
      expect(await it.rows('supabase', table)).toEqual(await it.rows('legacy', table));
    }
  });
});
