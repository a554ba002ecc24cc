// One session at a time works on a group: two appliers could take two entries of one key, and the slower one write the older state last.
import { expect, test } from 'vitest';
import { kinds, scene } from '../failures/scene.ts';

test.each(kinds)('a second applier leaves the group alone while the first is at it (%s legacy)', async (kind) => {
  const it = await scene(kind, `one_applier_${kind}`);
  const { sql, schema } = it.at('legacy');
  const [first, second] = [it.session('supabase'), it.session('supabase')];
  const id = await it.groupId();
  const pass = async (session: typeof first): Promise<number> => {
    const [row] = await session<{ work: number }[]>`select cutover_private.pipeline_pass(${id}) as work`;
    return row?.work ?? 0;
  };
  await sql.unsafe(`update ${schema}.owner set name = 'older' where id = 1`);
  await first.unsafe('begin');
  expect(await pass(first)).toBeGreaterThan(0);
  // The same key again, and one that nobody holds.
  await sql.unsafe(`update ${schema}.owner set name = 'newer' where id in (1, 2)`);
  await second`set lock_timeout = '2s'`;
  expect(await pass(second)).toBe(0);
  await first.unsafe('commit');
  for (let n = 0; n < 3; n++) await pass(second);
  expect(await it.rows('supabase', 'owner')).toEqual(await it.rows('legacy', 'owner'));
});
