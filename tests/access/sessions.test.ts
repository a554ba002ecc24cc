// Rights that change while sessions are open: the next statement knows, whatever the token says.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintToken } from '../../scripts/stack/index.ts';
import { call, expectRefused, freshMinute, uniqueName } from '../functions/http.ts';
import { command, connect, createGroup, drive, dropGroup, type Group, makeReady, tryCommand } from '../runs/group.ts';
import { backendPid, untilBlocked } from '../support/database.ts';
import { runningStack } from '../support/stack.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);

beforeAll(() => freshMinute(sql));
afterAll(() => sql.end({ timeout: 1 }));

/** A session of somebody who signed in, as the Data API keeps it for a request. */
async function session(subject: string): Promise<Sql> {
  const connection = connect(stack.dbUrl);
  await connection`select set_config('request.jwt.claims', ${JSON.stringify({ sub: subject, role: 'authenticated' })}, false)`;
  await connection`set role authenticated`;
  return connection;
}

describe('two admins who remove each other at once', () => {
  const [anna, adam] = [randomUUID(), randomUUID()];
  let others: { subject: string; role: string }[] = [];

  beforeAll(async () => {
    for (const subject of [anna, adam]) await command(sql, 'grant_operator', { subject, role: 'admin' });
    others = [
      ...(await sql<{ subject: string; role: string }[]>`
        update cutover.operators set role = 'viewer' where role = 'admin' and revoked_at is null and subject not in (${anna}, ${adam})
        returning subject, role`),
    ];
  });
  afterAll(async () => {
    for (const { subject } of others) await command(sql, 'grant_operator', { subject, role: 'admin' });
    for (const subject of [anna, adam]) await tryCommand(sql, 'revoke_operator', { subject });
  });

  test.each([
    ['revoke_operator', (subject: string) => ({ subject })],
    ['grant_operator', (subject: string) => ({ subject, role: 'viewer' })],
  ] as const)('%s: one of them stays', async (operation, args) => {
    const [first, second] = [await session(anna), await session(adam)];
    try {
      const pid = await backendPid(second);
      await first`begin`;
      expect(await tryCommand(first, operation, args(adam))).toMatchObject({ ok: true });
      const late = tryCommand(second, operation, args(anna));
      await untilBlocked(sql, pid);
      await first`commit`;
      // By the time it is heard, the one who asks is no admin any more, or she is the last one.
      expect(await late).toMatchObject({ ok: false, error: { code: 'CT105' } });
      const admins = await sql`select subject from cutover.operators where role = 'admin' and revoked_at is null`;
      expect(admins.map(({ subject }) => subject)).toEqual([anna]);
    } finally {
      await first.end({ timeout: 1 });
      await second.end({ timeout: 1 });
      await command(sql, 'grant_operator', { subject: adam, role: 'admin' });
    }
  });
});

test('a revoked operator is refused in the middle of a session', async () => {
  const subject = randomUUID();
  await command(sql, 'grant_operator', { subject, role: 'operator' });
  const open = await session(subject);
  try {
    expect(await tryCommand(open, 'status', {})).toMatchObject({ ok: true });
    expect((await open`select from cutover.settings`).length).toBeGreaterThan(0);
    await open`begin`;
    expect(await tryCommand(open, 'status', {})).toMatchObject({ ok: true });
    await command(sql, 'revoke_operator', { subject });
    // Also within the transaction that was open already.
    expect(await tryCommand(open, 'status', {})).toMatchObject({ error: { code: 'CT102' } });
    expect(await open`select from cutover.settings`).toHaveLength(0);
    await open`commit`;
    expect(await tryCommand(open, 'status', {})).toMatchObject({ error: { code: 'CT102' } });
  } finally {
    await open.end({ timeout: 1 });
  }
});

test('over HTTP: the token is valid, the role is revoked, expired, or of too small a plan', async () => {
  const sub = randomUUID();
  const token = await mintToken(stack, { sub });
  const ask = () => call(stack, 'cutover-status', { token });
  await command(sql, 'grant_operator', { subject: sub, role: 'viewer' });
  expect(await ask()).toMatchObject({ status: 200 });

  await command(sql, 'revoke_operator', { subject: sub });
  await expectRefused(sql, await ask(), 'CT102');

  await command(sql, 'grant_operator', {
    subject: sub,
    role: 'viewer',
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
  });
  expect(await ask()).toMatchObject({ status: 200 });
  await sql`update cutover.operators set expires_at = now() where subject = ${sub}`;
  await expectRefused(sql, await ask(), 'CT271');
  await command(sql, 'grant_operator', { subject: sub, role: 'viewer' });

  await command(sql, 'set_setting', { key: 'entitled_plans', value: ['growth', 'scale', 'enterprise'] });
  try {
    expect(await ask()).toMatchObject({ status: 200 });
    const free = await mintToken(stack, { sub, app_metadata: { plan: 'free' }, user_metadata: { plan: 'enterprise' } });
    await expectRefused(sql, await call(stack, 'cutover-status', { token: free }), 'CT270');
    const none = await mintToken(stack, { sub, app_metadata: {} });
    await expectRefused(sql, await call(stack, 'cutover-status', { token: none }), 'CT270');
    const headers = { apikey: stack.secretKeys.automations ?? '' };
    expect(await call(stack, 'cutover-status', { token: null, headers })).toMatchObject({ status: 200 });
  } finally {
    await command(sql, 'set_setting', { key: 'entitled_plans', value: [] });
  }
  const anonymous = await mintToken(stack, { sub, is_anonymous: true });
  await expectRefused(sql, await call(stack, 'cutover-status', { token: anonymous }), 'CT101');
  await command(sql, 'revoke_operator', { subject: sub });
});

test('an operator who is revoked while a run of his goes on drives it no further, and it comes to its end all the same', async () => {
  const legacy = connect(stack.legacyDbUrl);
  const inTheWay = connect(stack.dbUrl);
  const sub = randomUUID();
  const token = await mintToken(stack, { sub });
  const group: Group = await createGroup(sql, legacy, stack, 'local', uniqueName('midway'));
  try {
    await makeReady(sql, group.name);
    await command(sql, 'grant_operator', { subject: sub, role: 'operator' });
    const sent = { body: { group: group.name }, token, headers: { 'idempotency-key': randomUUID() } };
    const begun = await call(stack, 'cutover-execute', { ...sent, headers: { ...sent.headers, prefer: 'wait=0' } });
    expect(begun).toMatchObject({ status: 202 });
    // Somebody holds the run: whoever drives it looks again and again.
    await inTheWay`begin`;
    await inTheWay`select from cutover.cutover_runs where id = ${begun.body.result.run_id as string} for update`;
    const [now] = await sql<{ at: string }[]>`select clock_timestamp()::text as at`;
    const driven = call(stack, 'cutover-execute', sent);
    for (let looks = 0; looks === 0; ) {
      const [seen] = await sql<{ looks: number }[]>`
        select count(*)::int as looks from pg_stat_activity
        where application_name = 'cutover functions' and query like '%advance_run_as%' and query_start > ${now?.at ?? ''}::timestamptz`;
      looks = seen?.looks ?? 0;
    }
    await command(sql, 'revoke_operator', { subject: sub });
    const refused = await driven;
    const row = await expectRefused(sql, refused, 'CT102');
    // Whoever reads this as "nothing was switched" would be wrong.
    expect(refused.body.result).toMatchObject({ run_id: begun.body.result.run_id, finished: false });
    // Refused on the way, not at the door.
    expect(row.action).toBe('request.refuse');
    await inTheWay`commit`;
    const run = begun.body.result.run_id as string;
    expect(await drive(sql, run)).toMatchObject({ status: 'completed' });
    const back = await command(sql, 'rollback', { group: group.name, reason: 'test' });
    await drive(sql, back.run_id as string);
    await dropGroup(sql, legacy, group);
  } finally {
    for (const connection of [inTheWay, legacy]) await connection.end({ timeout: 1 });
  }
});
