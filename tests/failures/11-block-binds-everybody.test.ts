// The block binds one role only, or a session can override it (pg_easy_replicate#164).
import { expect, test } from 'vitest';
import { makeReady, type Side } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { accepts, kinds, open, type Scene, scene } from './scene.ts';

const stack = runningStack();

/** Everything that somebody might try, as everybody who might. */
async function expectRefused(it: Scene, side: Side): Promise<void> {
  const { schema } = it.at(side);
  const remote = side === 'legacy' && it.group.kind === 'postgres';
  const admin = open(
    remote ? Object.assign(new URL(stack.legacyAdminUrl), { pathname: '/legacy' }).href : stack.adminDbUrl,
  );
  const other = remote ? 'legacy_app' : 'service_role';
  await it
    .at(side)
    .sql.unsafe(`grant usage on schema ${schema} to ${other}; grant all on all tables in schema ${schema} to ${other}`);
  const sessions: [string, string][] = [
    ['the owner', `set local role ${remote ? 'legacy_owner' : 'postgres'}`],
    ['an application', `set local role ${other}`],
    ['a superuser', ''],
    ['a superuser as replica', `set local session_replication_role = 'replica'`],
    ...['cutover.applying', 'cutover.applier', 'cutover.bypass', 'cutover_agent.applying'].flatMap(
      (name): [string, string][] =>
        ['on', 'true', '1', side].map((value) => [`${name} = ${value}`, `set local ${name} = '${value}'`]),
    ),
  ];
  const statements = [
    `insert into ${schema}.owner (id, name) values (-1, 'x')`,
    `insert into ${schema}.owner (id, name) values (1, 'x') on conflict (id) do update set name = 'x'`,
    `insert into ${schema}.owner (id, name) values (-1, 'x') on conflict do nothing`,
    `update ${schema}.owner set name = 'x' where id = 1`,
    `delete from ${schema}.item where owner_id = 1`,
    `merge into ${schema}.owner o using (values (1)) v (id) on o.id = v.id when matched then update set name = 'x'`,
    `with gone as (delete from ${schema}.item returning *) select count(*) from gone`,
    `truncate ${schema}.item`,
    `truncate ${schema}.owner cascade`,
  ];
  for (const [who, claim] of sessions) {
    for (const statement of statements) {
      expect(await accepts(admin, `${claim}; ${statement}`), `${who}: ${statement}`).toBe(false);
    }
  }
  expect(
    await accepts(admin, `do $$ begin execute 'update ${schema}.owner set name = 1::text'; end $$`),
    'in a block',
  ).toBe(false);
}

test.each(kinds)('nobody writes the side that must not be written, by no way (%s legacy)', async (kind) => {
  const it = await scene(kind, `fail_11_${kind}`);
  await expectRefused(it, 'supabase');
  await makeReady(it.sql, it.group.name);
  expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
  await expectRefused(it, 'legacy');
});

test.each(kinds)('capture sees what the replica role writes (%s legacy)', async (kind) => {
  const it = await scene(kind, `fail_11_replica_${kind}`);
  const admin = open(
    kind === 'postgres' ? Object.assign(new URL(stack.legacyAdminUrl), { pathname: '/legacy' }).href : stack.adminDbUrl,
  );
  await admin.unsafe(
    `set session_replication_role = 'replica'; update ${it.group.legacySchema}.owner set name = 'replica' where id = 1`,
  );
  expect(await it.journal('legacy')).toBe(1);
});
