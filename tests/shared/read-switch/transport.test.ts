// What goes over the wire, and what happens to the switch when the other end really is not there.
import { createClient } from '@supabase/supabase-js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  createReadSwitch,
  overDataApi,
  overFunction,
  overSupabase,
  type Transport,
} from '../../../packages/shared/src/read-switch/index.ts';
import { httpProject, next, type Reply } from './project.ts';

const configuration = (readSource: string): Reply['body'] => ({
  environment: 'production',
  tables: [{ table: 'orders', read_source: readSource, write_source: 'legacy', split: null }],
});
const tables = { orders: 'legacy' } as const;
const secret = 'sb_secret_0123456789';
const publishable = 'sb_publishable_0123456789';
const unheeded = new AbortController().signal;

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
  vi.unstubAllGlobals();
});

async function project(reply: Parameters<typeof httpProject>[0]) {
  const here = await httpProject(reply);
  ending.push(here.close);
  return here;
}

describe.each<[string, (url: string) => Transport, string]>([
  ['the Data API', (url) => overDataApi({ url, apiKey: secret }), '/rest/v1/rpc/read_configuration'],
  ['the function', (url) => overFunction({ url, apiKey: secret }), '/functions/v1/read-side'],
  ['supabase-js', (url) => overSupabase(createClient(url, secret)), '/rest/v1/rpc/read_configuration'],
])('over %s', (name, over, path) => {
  const wrapped = (result: unknown): Reply['body'] => ({ ok: true, result });

  test('the project goes away and comes back, and a rollback in between is followed', async () => {
    const here = await project(() => ({ body: wrapped(configuration('supabase')) }));
    const reads = createReadSwitch({ scope: 'everyone', transport: over(here.url), tables, refreshMs: 100 });
    ending.push(reads.close);
    await reads.ready;
    expect(reads.look('orders', 'a')).toEqual({ side: 'supabase', reason: 'source', stale: false });
    expect(here.asked[0]).toMatchObject({ path, headers: { apikey: secret } });

    const stale = next(reads, 'stale');
    await here.close();
    await stale;
    expect(reads.look('orders', 'a')).toEqual({ side: 'supabase', reason: 'source', stale: true });

    here.reply = () => ({ body: wrapped(configuration('legacy')) });
    const changed = next(reads, 'changed');
    await here.open();
    expect(await changed).toEqual({ kind: 'changed', tables: ['orders'] });
    expect(reads.look('orders', 'a')).toEqual({ side: 'legacy', reason: 'source', stale: false });
  });

  test('a project that stays away leaves the default', async () => {
    const here = await project(() => ({ body: wrapped(configuration('supabase')) }));
    const reads = createReadSwitch({
      scope: 'everyone',
      transport: over(here.url),
      tables,
      refreshMs: 100,
      maximumAgeMs: 300,
    });
    ending.push(reads.close);
    await reads.ready;
    const expired = next(reads, 'expired');
    await here.close();
    await expired;
    expect(reads.look('orders', 'a')).toEqual({ side: 'legacy', reason: 'default', stale: true });
  });

  test('what the project refuses is a reason, and no answer', async () => {
    const error = { code: 'CT102', message: 'The caller is not an operator.' };
    const here = await project(() => ({
      status: 403,
      body: name === 'the function' ? { ok: false, error } : { ...error, details: null, hint: null },
    }));
    await expect(over(here.url).configuration(unheeded)).rejects.toThrow(/CT102.*not an operator/);
    here.reply = () => ({ status: 502, body: '<html>' });
    await expect(over(here.url).configuration(unheeded)).rejects.toThrow();
  });

  test('operations answer in an envelope, and a refusal in one is no answer', async () => {
    const here = await project(() => ({ body: { ok: true, result: configuration('supabase'), request_id: 'r' } }));
    expect(await over(here.url).configuration(unheeded)).toEqual(configuration('supabase'));
    here.reply = () => ({ body: { ok: false, error: { code: 'CT103', message: 'This needs the role viewer.' } } });
    await expect(over(here.url).configuration(unheeded)).rejects.toThrow(/CT103.*viewer/);
    here.reply = () => ({
      status: 403,
      body: { ok: false, error: { code: 'CT103', message: 'This needs the role viewer.' } },
    });
    await expect(over(here.url).configuration(unheeded)).rejects.toThrow(/CT103.*viewer/);
  });

  test('a browser asks for its own sides', async () => {
    const here = await project(() => ({ body: wrapped({ orders: 'supabase' }) }));
    expect(await over(here.url).sides(['orders'], unheeded)).toEqual({ orders: 'supabase' });
    expect(here.asked[0]?.path).toBe(path.replace('read_configuration', 'read_sides'));
    expect(here.asked[0]?.body).toEqual(name === 'the function' ? { tables: ['orders'] } : { p_tables: ['orders'] });
    if (name !== 'the function') expect(here.asked[0]?.headers['content-profile']).toBe('cutover');
  });
});

test('a token is asked for at each request', async () => {
  const here = await project(() => ({ body: { ok: true, result: { orders: 'legacy' } } }));
  const tokens = ['first', 'second', null];
  const transport = overDataApi({ url: `${here.url}/`, apiKey: publishable, accessToken: async () => tokens.shift() });
  for (let turn = 0; turn < 3; turn += 1) await transport.sides(['orders'], unheeded);
  expect(here.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second', undefined]);
});

describe('secret keys', () => {
  const legacyKey = (role: string): string =>
    ['e30', Buffer.from(JSON.stringify({ role, iss: 'supabase?>' })).toString('base64url'), 'x'].join('.');
  const makers = {
    overDataApi: (apiKey: string) => overDataApi({ url: 'http://x', apiKey }),
    overFunction: (apiKey: string) => overFunction({ url: 'http://x', apiKey }),
    overSupabase: (apiKey: string) =>
      overSupabase(createClient('http://x', apiKey, { auth: { persistSession: false, storageKey: apiKey } })),
  };

  test.each(Object.entries(makers))('%s takes none into a browser', (_, make) => {
    for (const key of [secret, legacyKey('service_role')]) expect(() => make(key)).not.toThrow();
    vi.stubGlobal('window', globalThis);
    vi.stubGlobal('document', {});
    for (const key of [secret, legacyKey('service_role')]) expect(() => make(key)).toThrow(/secret key.*browser/);
    for (const key of [publishable, legacyKey('anon'), 'a.b.c']) expect(() => make(key)).not.toThrow();
  });

  test('nor into a worker of one', () => {
    vi.stubGlobal('importScripts', () => {});
    expect(() => makers.overDataApi(secret)).toThrow(/secret key/);
  });
});
