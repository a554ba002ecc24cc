// Replay trips over triggers, GENERATED ALWAYS, generated columns, foreign keys (pgcopydb#288, #941, #496, vitess#16296):
// supabase/tests/failures/13_replay_trips_over_nothing.sql. Here what only shows when transactions really end.
import { expect, test } from 'vitest';
import { drive, makeReady } from '../runs/group.ts';
import { kinds, scene } from './scene.ts';

test.each(kinds)(
  'foreign keys that are checked at commit do not stand in the way of a switch (%s legacy)',
  async (kind) => {
    const it = await scene(kind, `fail_13_${kind}`);
    for (const side of ['legacy', 'supabase'] as const) {
      const { sql, schema } = it.at(side);
      await sql.unsafe(`alter table ${schema}.item alter constraint item_owner_id_fkey deferrable initially deferred`);
    }
    for (const [run, truth] of [
      ['cutover', 'legacy'],
      ['rollback', 'supabase'],
    ] as const) {
      if (run === 'cutover') await makeReady(it.sql, it.group.name);
      const id = await it.start(run);
      for (;;) {
        const [row] = await it.sql<{ step: string }[]>`select cutover.advance_run(${id}) ->> 'step' as step`;
        if (row?.step !== 'preflight') break;
      }
      // Child first, which only works because the check waits; applied under the barrier.
      const { sql, schema } = it.at(truth);
      const owner = run === 'cutover' ? 900001 : 900002;
      await sql.begin(async (transaction) => {
        await transaction.unsafe(`insert into ${schema}.item values (${owner}, 1, 'child first')`);
        await transaction.unsafe(`insert into ${schema}.owner (id, name) values (${owner}, 'parent later')`);
        await transaction.unsafe(`delete from ${schema}.owner where id = ${owner - 899900}`);
        await transaction.unsafe(`delete from ${schema}.item where owner_id = ${owner - 899900}`);
      });
      expect(await drive(it.sql, id)).toMatchObject({ status: 'completed' });
      for (const table of ['owner', 'item'] as const) {
        expect(await it.rows('supabase', table)).toEqual(await it.rows('legacy', table));
      }
    }
  },
);
