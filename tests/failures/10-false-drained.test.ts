// A false "drained" (pgcopydb#1048), or lag that never reaches zero (pgdog PR#1201).
import { describe, expect, test } from 'vitest';
import { makeReady } from '../runs/group.ts';
import { kinds, scene, setting, until } from './scene.ts';

describe.each(kinds)('%s legacy', (kind) => {
  test('a drained page is not a drained journal', async () => {
    const it = await scene(kind, `fail_10_pages_${kind}`);
    await makeReady(it.sql, it.group.name);
    // Writers are made to wait with everything but one page of preflight's still to come.
    await setting(it.sql, 'target_pause_ms', '1000000');
    await setting(it.sql, 'maximum_pause_seconds', '60');
    const { sql, schema } = it.at('legacy');
    await sql.unsafe(
      `insert into ${schema}.owner (id, name) select 10000 + i, 'many' from generate_series(1, 12000) i`,
    );
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    const rows = await it.rows('supabase', 'owner');
    expect(rows).toHaveLength(12200);
    expect(rows).toEqual(await it.rows('legacy', 'owner'));
  });

  test('lag that never reaches zero by itself does not keep the switch from coming', async () => {
    const it = await scene(kind, `fail_10_busy_${kind}`);
    await makeReady(it.sql, it.group.name);
    const { schema } = it.at('legacy');
    const writer = it.session('legacy');
    let written = 0;
    let refused: unknown;
    const writing = (async () => {
      try {
        for (;;) {
          await writer.unsafe(`update ${schema}.owner set total = total + 1 where id = ${(written % 200) + 1}`);
          written += 1;
        }
      } catch (error) {
        refused = error;
      }
    })();
    await until('writes', async () => written > 50);
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    await writing;
    expect(refused, 'writers on the old side are told').toMatchObject({ code: 'CT701' });
    const [sum] = await it.sql.unsafe(`select sum(total)::int - 20100 as added from ${it.group.supabaseSchema}.owner`);
    expect(sum?.added, 'and what was acknowledged to them is there').toBe(written);
  });
});
