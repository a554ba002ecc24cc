// Who gets in: tokens and keys that are missing, forged, tampered with, expired, or of somebody without the role.
import { createHmac, randomUUID } from 'node:crypto';
import { decodeProtectedHeader, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mintToken } from '../../scripts/stack/index.ts';
import { command, connect } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { call, expectNothing, expectRefused, type FunctionName, freshMinute } from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
// One of each shape; roles.test.ts goes through every action of all of them.
const names: FunctionName[] = ['cutover-execute', 'cutover-status', 'freeze-window', 'notify', 'read-side', 'audit'];
const viewer = randomUUID();
const stranger = randomUUID();

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const payloadOf = (token: string): JWTPayload =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as JWTPayload;

beforeAll(async () => {
  await command(sql, 'grant_operator', { subject: viewer, role: 'viewer' });
});
beforeEach(() => freshMinute(sql));
afterAll(async () => {
  await command(sql, 'revoke_operator', { subject: viewer });
  await sql.end();
});

describe.each(names)('%s', (name) => {
  const body = { group: 'nothing' };

  test('asks for credentials', async () => {
    const answer = await expectNothing(sql, () => call(stack, name, { body, token: null }), 'CT101');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('does not take a publishable key for somebody', async () => {
    const headers = { apikey: stack.publishableKey };
    await expectNothing(sql, () => call(stack, name, { body, token: null, headers }), 'CT101');
    // As supabase-js sends it before anybody has signed in.
    await expectNothing(sql, () => call(stack, name, { body, token: stack.publishableKey, headers }), 'CT101');
  });

  test('says no to a stranger before it looks at what he sends', async () => {
    const token = await mintToken(stack, { sub: stranger });
    for (const sent of [body, 'no json', { group: 7 }, 'x'.repeat(100_000)]) {
      const answer = await expectNothing(sql, () => call(stack, name, { body: sent, token }), 'CT102');
      expect(answer.body.error.details).toContain(stranger);
    }
  });
});

describe('tokens', () => {
  const refused = async (token: string): Promise<void> => {
    const answer = await expectNothing(
      sql,
      () => call(stack, 'freeze-window', { body: { action: 'list' }, token }),
      'CT106',
    );
    // The token itself is not repeated, neither to the caller nor in the log.
    expect(JSON.stringify(answer.body)).not.toContain(token);
    const row = await expectRefused(sql, answer, 'CT106');
    expect(row.actor).toBe('anonymous');
    expect(JSON.stringify(row.detail)).not.toContain(token);
  };

  test('a good one', async () => {
    const token = await mintToken(stack);
    expect(await call(stack, 'freeze-window', { body: { action: 'list' }, token })).toMatchObject({ status: 200 });
  });

  test('no token at all', () => refused('nonsense'));
  test('expired', async () => refused(await mintToken(stack, { exp: Math.floor(Date.now() / 1000) - 1 })));
  test('without an end', async () => refused(await mintToken(stack, { exp: undefined } as JWTPayload)));
  test('not valid yet', async () => refused(await mintToken(stack, { nbf: Math.floor(Date.now() / 1000) + 600 })));
  test('of another issuer', async () => refused(await mintToken(stack, { iss: 'https://elsewhere.example/auth/v1' })));
  test('for another audience', async () => refused(await mintToken(stack, { aud: 'somebody-else' })));
  test('without a subject', async () => refused(await mintToken(stack, { sub: undefined } as JWTPayload)));
  test('with a role of its own choice', async () => {
    await refused(await mintToken(stack, { role: 'service_role' }));
    await refused(await mintToken(stack, { role: 'postgres' }));
    await refused(await mintToken(stack, { role: undefined } as JWTPayload));
  });

  test('signed by somebody else, under our key id', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const { kid } = decodeProtectedHeader(stack.operatorToken);
    await refused(
      await new SignJWT(payloadOf(stack.operatorToken)).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey),
    );
  });

  test('signed by a key that comes with it', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'mine' };
    await refused(
      await new SignJWT(payloadOf(stack.operatorToken))
        .setProtectedHeader({ alg: 'ES256', kid: 'mine', jwk, jku: 'https://elsewhere.example/jwks.json' })
        .sign(privateKey),
    );
  });

  test('not signed at all', async () => {
    const { kid } = decodeProtectedHeader(stack.operatorToken);
    for (const alg of ['none', 'None', 'NONE']) {
      await refused(`${encode({ alg, kid, typ: 'JWT' })}.${encode(payloadOf(stack.operatorToken))}.`);
    }
  });

  test('signed with the public key as a shared secret', async () => {
    const { kid } = decodeProtectedHeader(stack.operatorToken);
    for (const secret of [JSON.stringify(stack.jwks.keys[0]), stack.jwks.keys[0]?.x ?? '']) {
      const signed = `${encode({ alg: 'HS256', kid, typ: 'JWT' })}.${encode(payloadOf(stack.operatorToken))}`;
      await refused(`${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`);
    }
  });

  test('with another subject put in', async () => {
    const [header, , signature] = (await mintToken(stack, { sub: stranger })).split('.');
    await refused(`${header}.${encode(payloadOf(stack.operatorToken))}.${signature}`);
  });

  test('cut off, and sent the wrong way', async () => {
    await refused(stack.operatorToken.slice(0, -10));
    const headers = { authorization: `Basic ${stack.operatorToken}` };
    await expectNothing(sql, () => call(stack, 'cutover-status', { token: null, headers }), 'CT106');
  });

  test('of somebody who did not sign in with a name', async () => {
    const token = await mintToken(stack, { is_anonymous: true });
    await expectNothing(sql, () => call(stack, 'cutover-status', { token }), 'CT101');
  });

  test('a subject cannot pass for a key or a database role', async () => {
    for (const sub of ['key:automations', 'database:postgres', 'anonymous']) {
      const token = await mintToken(stack, { sub });
      await expectNothing(sql, () => call(stack, 'cutover-status', { token }), 'CT101');
    }
  });

  test('a bad token is not made up for by a good key', async () => {
    const headers = { apikey: stack.secretKeys.automations ?? '' };
    await expectNothing(sql, () => call(stack, 'cutover-status', { token: 'nonsense', headers }), 'CT106');
  });
});

describe('secret keys', () => {
  test('a named key is its own subject', async () => {
    const headers = { apikey: stack.secretKeys.automations ?? '' };
    const answer = await call(stack, 'cutover-prepare', { token: null, headers, body: { group: 'nothing' } });
    expect(await expectRefused(sql, answer, 'CT004')).toMatchObject({ actor: 'key:automations' });
    // supabase-js sends a key in both headers; the one in Authorization is not looked at.
    const both = await call(stack, 'cutover-status', { token: stack.secretKeys.automations ?? '', headers });
    expect(both.status).toBe(200);
  });

  test('a key without a role may do nothing', async () => {
    const headers = { apikey: stack.secretKeys.default ?? '' };
    await expectNothing(sql, () => call(stack, 'cutover-status', { token: null, headers }), 'CT102');
  });

  test('wrong keys', async () => {
    const good = stack.secretKeys.automations ?? '';
    for (const apikey of ['sb_secret_guessed', good.slice(0, -1), `${good}x`, 'automations', 'null']) {
      await expectNothing(sql, () => call(stack, 'cutover-status', { token: null, headers: { apikey } }), 'CT106');
    }
  });

  test('a key in the wrong header', async () => {
    const token = stack.secretKeys.automations ?? '';
    await expectNothing(sql, () => call(stack, 'cutover-status', { token }), 'CT106');
  });
});

describe('roles', () => {
  test('a viewer looks, and does nothing', async () => {
    const token = await mintToken(stack, { sub: viewer });
    expect(await call(stack, 'cutover-status', { token })).toMatchObject({ status: 200 });
    expect(await call(stack, 'freeze-window', { token, body: { action: 'list' } })).toMatchObject({ status: 200 });
    for (const [name, body] of [
      ['cutover-prepare', { group: 'x' }],
      ['cutover-execute', { group: 'x' }],
      ['cutover-execute', { group: 'x', dry_run: true }],
      ['cutover-execute', { group: 7 }],
      ['cutover-rollback', { group: 'x', reason: 'x' }],
      ['freeze-window', { action: 'emergency', group: 'x', reason: 'x' }],
      ['freeze-window', { action: 'cancel', window: randomUUID() }],
      ['freeze-window', { action: 'schedule' }],
    ] as [FunctionName, unknown][]) {
      const answer = await expectNothing(sql, () => call(stack, name, { token, body }), 'CT103');
      expect(await expectRefused(sql, answer, 'CT103')).toMatchObject({ actor: viewer });
    }
  });

  test('a role that is taken away is gone at once, whatever the token says', async () => {
    const sub = randomUUID();
    const token = await mintToken(stack, { sub, app_metadata: { role: 'admin' }, user_metadata: { role: 'admin' } });
    await expectNothing(sql, () => call(stack, 'cutover-status', { token }), 'CT102');
    await command(sql, 'grant_operator', { subject: sub, role: 'viewer' });
    expect(await call(stack, 'cutover-status', { token })).toMatchObject({ status: 200 });
    await command(sql, 'revoke_operator', { subject: sub });
    await expectNothing(sql, () => call(stack, 'cutover-status', { token }), 'CT102');
  });

  test('a function has no more rights in the database than its caller', async () => {
    const right = 'execute on function cutover.command(text, jsonb, text, jsonb)';
    await sql.unsafe(`revoke ${right} from authenticated`);
    try {
      const user = await call(stack, 'cutover-status');
      expect(user).toMatchObject({ status: 500, body: { ok: false, error: { code: 'CT901' } } });
      expect(JSON.stringify(user.body)).not.toMatch(/permission|function/);
      await expectRefused(sql, user, 'CT901');
      const headers = { apikey: stack.secretKeys.automations ?? '' };
      expect(await call(stack, 'cutover-status', { token: null, headers })).toMatchObject({ status: 200 });
    } finally {
      await sql.unsafe(`grant ${right} to authenticated`);
    }
  });
});
