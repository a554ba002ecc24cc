import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, databaseUrl, type Sql } from '../support/database.ts';

const role = `cutover_test_${randomBytes(4).toString('hex')}`;
const password = randomBytes(16).toString('hex');
let owner: Sql;
let stranger: Sql;

beforeAll(async () => {
  owner = connect();
  await owner.unsafe(`create role ${role} login inherit password '${password}'`);
  await owner.unsafe(`grant authenticated to ${role}`);
  const url = new URL(databaseUrl());
  url.username = role;
  url.password = password;
  stranger = connect(url.href);
});

afterAll(async () => {
  await stranger.end();
  await owner.unsafe(`drop role ${role}`);
  await owner.end();
});

async function codeFor(claims: string, trusted: boolean): Promise<string> {
  if (trusted) await owner`select cutover.set_setting('claims_trusted_roles', ${owner.json(['authenticator', role])})`;
  try {
    return await stranger.begin(async (transaction) => {
      await transaction`set local role authenticated`;
      await transaction`select set_config('request.jwt.claims', ${claims}, true)`;
      const [row] = await transaction<{ code: string | null }[]>`
        select cutover.command('freeze_list') #>> '{error,code}' as code`;
      return row!.code ?? 'ok';
    });
  } finally {
    if (trusted) await owner`select cutover.set_setting('claims_trusted_roles', ${owner.json(['authenticator'])})`;
  }
}

describe('a database role that may become authenticated', () => {
  const subject = `somebody-${role}`;
  const claims = JSON.stringify({ sub: subject, role: 'authenticated' });

  it('is not believed when it writes the claims of an operator', async () => {
    await owner`select cutover.grant_operator(${subject}, 'operator')`;
    expect(await codeFor(claims, false)).toBe('CT101');
  });

  it('is nobody without claims, whatever it inherits', async () => {
    const [row] = await stranger<{ code: string }[]>`select cutover.command('freeze_list') #>> '{error,code}' as code`;
    expect(row!.code).toBe('CT101');
  });

  it('is believed once it is named as one that checks tokens', async () => {
    expect(await codeFor(claims, true)).toBe('ok');
    await owner`select cutover.revoke_operator(${subject})`;
    expect(await codeFor(claims, true)).toBe('CT102');
  });

  it('cannot say where its request came from', async () => {
    await owner`select cutover.grant_operator(${subject}, 'viewer')`;
    await owner`select cutover.set_setting('claims_trusted_roles', ${owner.json(['authenticator', role])})`;
    try {
      await stranger.begin(async (transaction) => {
        await transaction`set local role authenticated`;
        await transaction`select set_config('request.jwt.claims', ${claims}, true)`;
        await transaction`
          select cutover.command('freeze_list', '{"status": "odd"}', null, '{"client_address": "203.0.113.9", "request_id": "r-7"}')`;
      });
      const [row] = await owner<{ client_address: string | null; request_id: string }[]>`
        select client_address, request_id from cutover.cutover_audit_log where actor = ${subject} order by seq desc limit 1`;
      expect(row!.request_id).toBe('r-7');
      expect(row!.client_address).not.toBe('203.0.113.9');
    } finally {
      await owner`select cutover.set_setting('claims_trusted_roles', ${owner.json(['authenticator'])})`;
      await owner`select cutover.revoke_operator(${subject})`;
    }
  });
});
