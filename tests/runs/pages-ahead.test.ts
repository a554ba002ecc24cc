// The legacy server reads the next page of changes while this one is applied: order stays, and an answer that nobody fetched is never taken for another.
import { expect, test } from 'vitest';
import { scene } from '../failures/scene.ts';

/** Waits until what was sent to the legacy server has been answered, and leaves the answer unread. */
async function untilAnswered(session: ReturnType<Awaited<ReturnType<typeof scene>>['session']>): Promise<void> {
  for (;;) {
    const [row] = await session<{ busy: number }[]>`
      select extensions.dblink_is_busy(name) as busy from unnest(extensions.dblink_get_connections()) as name`;
    if (row!.busy === 0) return;
  }
}

test('a key that is in every page ends in its latest state', async () => {
  const it = await scene('postgres', 'pages_ahead');
  const { sql, schema } = it.at('legacy');
  const session = it.session('supabase');
  const id = await it.groupId();
  // 9,000 entries: four pages and a half, each with the same 200 owners, some of which are gone in between.
  for (let n = 0; n < 45; n += 1) await sql.unsafe(`update ${schema}.owner set name = 'state ${n} of ' || id`);
  await sql.unsafe(`delete from ${schema}.item where owner_id = 7; delete from ${schema}.owner where id = 7`);
  const [pass] = await session<{ work: number }[]>`select cutover_private.pipeline_pass(${id}) as work`;
  expect(pass!.work, 'all pages in one pass: a row counts once a page').toBeGreaterThan(4 * 190);
  expect(await it.rows('supabase', 'owner')).toEqual(await it.rows('legacy', 'owner'));
  expect(await it.rows('supabase', 'item')).toEqual(await it.rows('legacy', 'item'));
  // What is acknowledged leaves the journal with the pass after it.
  for (let n = 0; n < 3; n += 1) await session`select cutover_private.pipeline_pass(${id})`;
  const [backlog] = await session<{ entries: string }[]>`select entries from cutover_private.backlog(${id})`;
  expect(backlog!.entries).toBe('0');
});

test('an answer that was not fetched is thrown away', async () => {
  const it = await scene('postgres', 'pages_unread');
  const { sql, schema } = it.at('legacy');
  const session = it.session('supabase');
  const id = await it.groupId();
  await sql.unsafe(`update ${schema}.owner set name = 'older' where id = 1`);
  await session`select cutover_private.ask_changes(${id}, 'legacy', 2000, 0)`;
  await untilAnswered(session);
  await sql.unsafe(`update ${schema}.owner set name = 'newer' where id in (1, 2)`);
  await session`select cutover_private.pipeline_pass(${id})`;
  expect(await it.rows('supabase', 'owner')).toEqual(await it.rows('legacy', 'owner'));
});

test('a pass that dies behind a page that it has asked for costs nothing', async () => {
  const it = await scene('postgres', 'pages_dying');
  const { sql, schema } = it.at('legacy');
  const session = it.session('supabase');
  const id = await it.groupId();
  for (let n = 0; n < 25; n += 1) await sql.unsafe(`update ${schema}.owner set name = 'state ${n} of ' || id`);
  await session.unsafe('begin');
  await session`select cutover_private.try_lock_group(${id})`;
  const [first] = await session<{ asked: boolean }[]>`
    select p.asked from cutover_private.apply_pass(${id}, 2000, 0, true) p`;
  expect(first!.asked).toBe(true);
  await session.unsafe('rollback');
  await sql.unsafe(`update ${schema}.owner set name = 'at last'`);
  for (let n = 0; n < 3; n += 1) await session`select cutover_private.pipeline_pass(${id})`;
  expect(await it.rows('supabase', 'owner')).toEqual(await it.rows('legacy', 'owner'));
});
