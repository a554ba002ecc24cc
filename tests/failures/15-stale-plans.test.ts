// Stale plans and pooled sessions after the switch (vitess#15707; "cached plan must not change result type").

import postgres, { type Sql } from 'postgres';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeReady, settle } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { kinds, type Scene, scene } from './scene.ts';

/** What an application with a pool has: prepared statements and functions whose plans were made long ago. */
async function use(sessions: Sql[], it: Scene, name: string): Promise<void> {
  const view = `${it.group.routedSchema}.owner`;
  for (const [n, sql] of sessions.entries()) {
    const id = n + 1;
    // Often enough that the server turns to the generic plan.
    for (let again = 0; again < 7; again++) {
      await sql.unsafe(`update ${view} set name = $1 where id = $2`, [`${name} ${again}`, id], { prepare: true });
      const rows = await sql.unsafe(`select * from ${view} where id = $1`, [id], { prepare: true });
      expect(rows.map((row) => ({ ...row }))).toEqual([
        { id: String(id), name: `${name} ${again}`, total: `${id}.00` },
      ]);
      const [called] = await sql.unsafe(`select ${it.group.supabaseSchema}.name_of($1) as name`, [id], {
        prepare: true,
      });
      expect(called?.name).toBe(`${name} ${again}`);
      const [stored] = await sql.unsafe(`execute by_id(${id})`);
      expect(stored?.name).toBe(`${name} ${again}`);
    }
  }
}

describe.each(kinds)('%s legacy', (kind) => {
  test('sessions from before the switch go on through the routed view, there and back', async () => {
    const it = await scene(kind, `fail_15_${kind}`);
    const view = `${it.group.routedSchema}.owner`;
    await it.sql.unsafe(`create function ${it.group.supabaseSchema}.name_of(p_id bigint) returns text language plpgsql as $$
      declare v_row ${view}; begin select * into v_row from ${view} where id = p_id; return v_row.name; end $$`);
    const sessions = [1, 2, 3].map(() => postgres(runningStack().dbUrl, { max: 1, prepare: true, onnotice: () => {} }));
    onTestFinished(async () => {
      for (const sql of sessions) await sql.end({ timeout: 1 });
    });
    for (const sql of sessions) await sql.unsafe(`prepare by_id(bigint) as select * from ${view} where id = $1`);
    await use(sessions, it, 'on legacy');
    await makeReady(it.sql, it.group.name);
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    await use(sessions, it, 'on supabase');
    expect((await it.rows('supabase', 'owner')).filter((row) => row.includes('on supabase'))).toHaveLength(3);
    expect(await it.run('rollback')).toMatchObject({ status: 'completed' });
    await use(sessions, it, 'on legacy again');
    await settle(it.sql, it.group.name);
    expect((await it.rows('legacy', 'owner')).filter((row) => row.includes('on legacy again'))).toHaveLength(3);
    expect(await it.rows('supabase', 'owner')).toEqual(await it.rows('legacy', 'owner'));
  });
});
