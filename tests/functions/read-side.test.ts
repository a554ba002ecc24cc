// Which side answers, over HTTP: all of it and any subject for operators, the own sides for whoever is signed in; and a read switch
// that follows what really changes in the project, while the functions are there and while they are not.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createReadSwitch, overFunction } from '../../packages/shared/src/read-switch/index.ts';
import { killFunctions, mintToken, startFunctions } from '../../scripts/stack/index.ts';
import { command, connect, createGroup, dropGroup, type Group, makeReady } from '../runs/group.ts';
import { next } from '../shared/read-switch/project.ts';
import { runningStack } from '../support/stack.ts';
import { auditRows, call, expectRefused, freshMinute, type Request, uniqueName } from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const legacy: Sql = connect(stack.legacyDbUrl);
const viewer = randomUUID();
let group: Group;
let owner: string;
let item: string;

const key = { apikey: stack.secretKeys.automations ?? '' };
const tokenOf = (sub: string, more: Record<string, unknown> = {}): Promise<string> =>
  mintToken(stack, { sub, ...more });
const ask = (request: Request = {}) => call(stack, 'read-side', { method: 'GET', ...request });
const query = (given: Record<string, string>): string => `?${new URLSearchParams(given)}`;
const switchReads = (read_source: string) =>
  command(sql, 'switch_read_source', { group: group.name, read_source, reason: 'test' });

beforeAll(async () => {
  group = await createGroup(sql, legacy, stack, 'local', uniqueName('sides'));
  owner = `${group.name}_owner`;
  item = `${group.name}_item`;
  await makeReady(sql, group.name);
  await command(sql, 'grant_operator', { subject: viewer, role: 'viewer' });
});
beforeEach(async () => {
  await freshMinute(sql);
  await switchReads('dual');
  await command(sql, 'set_read_split', {
    table: owner,
    percentage: 0,
    pinned: ['tom', 'acme'],
    excluded: ['eve'],
    reason: 'test',
  });
});
afterAll(async () => {
  await switchReads('legacy');
  await command(sql, 'revoke_operator', { subject: viewer });
  await dropGroup(sql, legacy, group);
  await Promise.all([sql.end({ timeout: 1 }), legacy.end({ timeout: 1 })]);
});

describe('operators', () => {
  test.each<[string, () => Promise<Request>]>([
    ['a key', async () => ({ token: null, headers: key })],
    ['a viewer', async () => ({ token: await tokenOf(viewer) })],
  ])('%s asks for everything, and for any subject', async (_, as) => {
    const everything = { table: owner, read_source: 'dual', write_source: 'legacy' };
    const split = { percentage: 0, pinned: ['tom', 'acme'], excluded: ['eve'], salt: group.name };
    for (const request of [{}, { method: 'POST' }, { method: 'POST', body: {} }]) {
      const answer = await ask({ ...(await as()), ...request });
      expect(answer.status).toBe(200);
      expect((answer.body.result as { tables: unknown[] }).tables).toContainEqual({ ...everything, split });
      expect(await auditRows(sql, answer.requestId)).toEqual([]);
    }
    for (const [subject, side] of [
      ['tom', 'supabase'],
      ['eve', 'legacy'],
      ['Größe & "群" 🎈', 'legacy'],
    ] as const) {
      const about = { table: owner, subject };
      expect((await ask({ ...(await as()), rest: query(about) })).body.result).toEqual({ [owner]: side });
      expect((await ask({ ...(await as()), method: 'POST', body: about })).body.result).toEqual({ [owner]: side });
    }
  });

  test('what cannot be answered is named', async () => {
    const asKey = { token: null, headers: key };
    const refused = async (rest: string, code: Parameters<typeof expectRefused>[2]) => {
      const answer = await ask({ ...asKey, rest });
      await expectRefused(sql, answer, code);
      return answer.body.error;
    };
    expect(await refused(query({ table: 'no "such"', subject: 'tom' }), 'CT002')).toMatchObject({
      message: 'There is no table "no "such"".',
    });
    await refused(query({ subject: 'tom' }), 'CT001');
    await refused(query({ table: owner, subject: '' }), 'CT001');
    await refused(query({ table: owner, subject: 'x'.repeat(2001) }), 'CT001');
    await refused(query({ table: owner, tenant: 'tom' }), 'CT001');
    await refused(`${query({ table: owner })}&table=${item}&subject=tom`, 'CT001');
    // A key has no sides of its own.
    expect(await refused(query({ table: owner }), 'CT101')).toMatchObject({ hint: expect.stringContaining('subject') });
    const both = await ask({ ...asKey, method: 'POST', body: { table: owner, tables: [item] } });
    await expectRefused(sql, both, 'CT001');
  });
});

describe('who is signed in', () => {
  test('learns the own sides, of tables that it can name', async () => {
    for (const [token, side] of [
      [await tokenOf('tom'), 'supabase'],
      [await tokenOf('eve'), 'legacy'],
      [await tokenOf('eve', { app_metadata: { tenant_id: 'acme' } }), 'supabase'],
      [await tokenOf('eve', { user_metadata: { tenant_id: 'acme' } }), 'legacy'],
      [await tokenOf('tom', { is_anonymous: true }), 'supabase'],
      [stack.operatorToken, 'legacy'],
    ] as const) {
      const answer = await ask({ method: 'POST', token, body: { tables: [owner, item, 'nothing'] } });
      expect(answer).toMatchObject({ status: 200, body: { ok: true } });
      expect(answer.body.result).toEqual({ [owner]: side, [item]: 'legacy' });
      expect((await ask({ token, rest: query({ table: owner }) })).body.result).toEqual({ [owner]: side });
      expect(await auditRows(sql, answer.requestId)).toEqual([]);
    }
  });

  test('learns nothing of anybody else, and no names of tables', async () => {
    const token = await tokenOf('tom');
    for (const request of [
      {},
      { rest: query({ table: owner, subject: 'eve' }) },
      { rest: query({ table: owner, subject: 'tom' }) },
      { rest: query({ table: 'nothing', subject: 'tom' }) },
      { method: 'POST', body: { table: owner, subject: 7 } },
    ]) {
      const answer = await ask({ token, ...request });
      await expectRefused(sql, answer, 'CT102');
      expect(JSON.stringify(answer.body)).not.toContain(owner);
    }
    expect((await ask({ method: 'POST', token, body: { tables: [] } })).body.result).toEqual({});
    expect((await ask({ token, rest: query({ table: '%' }) })).body.result).toEqual({});
  });

  test('is told what is wrong with a request', async () => {
    const token = await tokenOf('tom');
    for (const tables of [[7], 'x', Array.from({ length: 201 }, () => owner), [''], null]) {
      await expectRefused(sql, await ask({ method: 'POST', token, body: { tables } }), 'CT001');
    }
  });
});

describe('a read switch', () => {
  const watch = () => {
    const asked: number[] = [];
    const transport = overFunction({
      url: stack.apiUrl,
      apiKey: key.apikey,
      fetch: (url, init) => {
        asked.push(performance.now());
        return fetch(url, init);
      },
    });
    const reads = createReadSwitch({
      scope: 'everyone',
      transport,
      tables: { [owner]: 'legacy', [item]: 'supabase' },
      refreshMs: 1000,
      maximumAgeMs: 3000,
    });
    onTestFinished(reads.close);
    return { reads, asked };
  };

  test('follows a rollback of the reads with the next request, and that comes in time', async () => {
    await switchReads('supabase');
    const { reads, asked } = watch();
    await reads.ready;
    expect(reads.look(owner, 'eve')).toEqual({ side: 'supabase', reason: 'source', stale: false });
    const changed = next(reads, 'changed');
    await command(sql, 'rollback', { group: group.name, mode: 'reads_only', reason: 'test' });
    const before = performance.now();
    expect(await changed).toMatchObject({ tables: [owner, item] });
    expect(reads.look(owner, 'eve')).toEqual({ side: 'legacy', reason: 'source', stale: false });
    // The request that began first after the rollback has brought it; how long it took is the machine's business.
    expect(asked.filter((at) => at > before).length).toBeLessThanOrEqual(1);
  });

  test('and a ramp, for those whom it concerns', async () => {
    const { reads } = watch();
    await reads.ready;
    expect([reads.side(owner, 'tom'), reads.side(owner, 'eve'), reads.side(owner, 'x')]).toEqual([
      'supabase',
      'legacy',
      'legacy',
    ]);
    const changed = next(reads, 'changed');
    await command(sql, 'set_read_split', { table: owner, percentage: 100, reason: 'test' });
    expect(await changed).toMatchObject({ tables: [owner] });
    expect([reads.side(owner, 'tom'), reads.side(owner, 'eve'), reads.side(owner, 'x')]).toEqual([
      'supabase',
      'legacy',
      'supabase',
    ]);
  });

  test('goes on without the functions, with defaults after a while, and follows again when they are back', async () => {
    const { reads } = watch();
    await reads.ready;
    const [stale, expired] = [next(reads, 'stale'), next(reads, 'expired')];
    await killFunctions(stack);
    onTestFinished(() => startFunctions(stack), 60_000);
    await stale;
    expect(reads.look(owner, 'tom')).toEqual({ side: 'supabase', reason: 'pinned', stale: true });
    await expired;
    expect(reads.look(owner, 'tom')).toEqual({ side: 'legacy', reason: 'default', stale: true });
    expect(reads.side(item, 'tom')).toBe('supabase');
    await switchReads('supabase');
    const fresh = next(reads, 'fresh');
    await startFunctions(stack);
    await fresh;
    expect(reads.look(owner, 'eve')).toEqual({ side: 'supabase', reason: 'source', stale: false });
  });

  test('of somebody who is signed in knows its own side', async () => {
    const who = { token: await tokenOf('tom') };
    const transport = overFunction({
      url: stack.apiUrl,
      apiKey: stack.publishableKey,
      accessToken: () => who.token,
    });
    const reads = createReadSwitch({ scope: 'own', transport, tables: { [owner]: 'legacy', nothing: 'supabase' } });
    onTestFinished(reads.close);
    await reads.ready;
    expect(reads.look(owner)).toEqual({ side: 'supabase', reason: 'own', stale: false });
    expect(reads.look('nothing')).toEqual({ side: 'supabase', reason: 'default', stale: false });
    who.token = await tokenOf('eve');
    await reads.changeCaller();
    expect(reads.look(owner)).toEqual({ side: 'legacy', reason: 'own', stale: false });
  });
});
