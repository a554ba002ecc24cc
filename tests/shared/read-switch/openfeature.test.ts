// Both providers under the real SDKs.
import * as serverSdk from '@openfeature/server-sdk';
import * as webSdk from '@openfeature/web-sdk';
import { afterEach, describe, expect, test } from 'vitest';
import { ReadSwitchProvider as ServerProvider } from '../../../packages/shared/src/openfeature/server.ts';
import { ReadSwitchProvider as WebProvider } from '../../../packages/shared/src/openfeature/web.ts';
import {
  createReadSwitch,
  type ReadSwitchOptions,
  type Transport,
} from '../../../packages/shared/src/read-switch/index.ts';

const tables = { orders: 'legacy', customers: 'supabase', prices: 'legacy', rates: 'legacy' } as const;
const split = { percentage: 100, pinned: ['tenant-p'], excluded: ['tenant-x'], salt: 'shop' };
const configuration = (prices: string): unknown => ({
  environment: 'production',
  tables: [
    { table: 'orders', read_source: 'dual', write_source: 'legacy', split },
    { table: 'prices', read_source: prices, write_source: 'legacy', split: null },
    { table: 'rates', read_source: 'dual', write_source: 'legacy', split: { ...split, percentage: 0 } },
  ],
});

function project() {
  const here = { away: false, prices: 'supabase', sides: { orders: 'supabase' } as Record<string, string> };
  const or = (answer: unknown): Promise<unknown> =>
    here.away ? Promise.reject(new Error('away')) : Promise.resolve(answer);
  const transport: Transport = {
    configuration: () => or(configuration(here.prices)),
    sides: () => or(here.sides),
  };
  return Object.assign(here, { transport });
}

const ending: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** Which events came, from the state of the start on, and a promise for the next one. */
function record<Name extends string>(add: (name: Name, handler: (details?: unknown) => void) => void, names: Name[]) {
  const seen: string[] = [];
  const waiting = new Map<string, () => void>();
  for (const name of names) {
    add(name, (details) => {
      const { flagsChanged = [] } = details as { flagsChanged?: string[] };
      seen.push([name.replace('PROVIDER_', ''), ...flagsChanged].join(' '));
      waiting.get(name)?.();
    });
  }
  const until = (name: Name): Promise<void> => new Promise((done) => waiting.set(name, done));
  return { seen, until };
}

/** Handlers stay with their domain: each test has one of its own. */
let domains = 0;

describe('on servers', () => {
  const { ProviderEvents, ErrorCode, ProviderStatus } = serverSdk;

  async function start(here: ReturnType<typeof project>, options: Partial<ReadSwitchOptions<string>> = {}) {
    const reads = createReadSwitch({
      ...options,
      scope: 'everyone',
      transport: here.transport,
      tables,
      refreshMs: 100,
    });
    domains += 1;
    const domain = `cutover-${domains}`;
    await serverSdk.OpenFeature.setProviderAndWait(domain, new ServerProvider(reads)).catch(() => {});
    const client = serverSdk.OpenFeature.getClient(domain);
    const events = record(
      (name, handler) => client.addHandler(name, handler),
      [ProviderEvents.Ready, ProviderEvents.Stale, ProviderEvents.ConfigurationChanged, ProviderEvents.Error],
    );
    ending.push(reads.close, () => serverSdk.OpenFeature.close());
    return { reads, client, domain, ...events };
  }

  test('flags are text and boolean, for the targeting key, with their reasons', async () => {
    const { client } = await start(project());
    const details = (flag: string, targetingKey?: string) =>
      client.getStringDetails(flag, 'none', targetingKey === undefined ? {} : { targetingKey });
    expect(await details('read_side.orders', 'a')).toMatchObject({
      value: 'supabase',
      variant: 'supabase',
      reason: 'SPLIT',
    });
    expect(await details('read_side.rates', 'a')).toMatchObject({ value: 'legacy', reason: 'SPLIT' });
    expect(await details('read_side.rates', 'tenant-p')).toMatchObject({
      value: 'supabase',
      reason: 'TARGETING_MATCH',
    });
    expect(await details('read_side.orders', 'tenant-x')).toMatchObject({ value: 'legacy', reason: 'TARGETING_MATCH' });
    expect(await details('read_side.orders')).toMatchObject({ value: 'legacy', reason: 'DEFAULT' });
    expect(await details('read_side.prices', 'a')).toMatchObject({ value: 'supabase', reason: 'STATIC' });
    // Known to the switch, not to the project.
    expect(await details('read_side.customers', 'a')).toMatchObject({ value: 'supabase', reason: 'DEFAULT' });
    expect(await client.getBooleanValue('read_side.orders', false, { targetingKey: 'a' })).toBe(true);
    expect(await client.getBooleanValue('read_side.orders', true, { targetingKey: 'tenant-x' })).toBe(false);
  });

  test('other flags and other types are errors, and give the default of the call', async () => {
    const { client } = await start(project());
    for (const flag of ['read_side.nothing', 'orders', 'read_side.', 'read_side.toString', 'write_side.orders']) {
      expect(await client.getStringDetails(flag, 'none')).toMatchObject({
        value: 'none',
        errorCode: ErrorCode.FLAG_NOT_FOUND,
      });
    }
    expect(await client.getNumberDetails('read_side.orders', 7)).toMatchObject({
      value: 7,
      errorCode: ErrorCode.TYPE_MISMATCH,
    });
    expect(await client.getObjectDetails('read_side.orders', {})).toMatchObject({
      errorCode: ErrorCode.TYPE_MISMATCH,
    });
  });

  test('stale, changed and ready again', async () => {
    const here = project();
    const { client, seen, until } = await start(here);
    expect(seen).toEqual(['READY']);
    here.away = true;
    await until(ProviderEvents.Stale);
    expect(client.providerStatus).toBe(ProviderStatus.STALE);
    expect(await client.getStringDetails('read_side.prices', 'none')).toMatchObject({
      value: 'supabase',
      reason: 'STALE',
    });
    here.prices = 'legacy';
    here.away = false;
    await until(ProviderEvents.ConfigurationChanged);
    expect(await client.getStringDetails('read_side.prices', 'none')).toMatchObject({
      value: 'legacy',
      reason: 'STATIC',
    });
    expect(client.providerStatus).toBe(ProviderStatus.READY);
    expect(seen).toEqual(['READY', 'STALE', 'READY', 'CONFIGURATION_CHANGED read_side.prices']);
  });

  test('what is too old gives way to the defaults, and is an error', async () => {
    const here = project();
    const { client, seen, until } = await start(here, { maximumAgeMs: 200 });
    here.away = true;
    await until(ProviderEvents.Error);
    expect(await client.getStringDetails('read_side.prices', 'none')).toMatchObject({
      value: 'legacy',
      reason: 'DEFAULT',
    });
    expect(seen.at(-2)).toBe('CONFIGURATION_CHANGED read_side.orders read_side.prices read_side.rates');
    expect(client.providerStatus).toBe(ProviderStatus.ERROR);
  });

  test('a project that is away at the start: an error with defaults, then ready', async () => {
    const here = project();
    here.away = true;
    const { client, seen, until } = await start(here);
    expect(client.providerStatus).toBe(ProviderStatus.ERROR);
    expect(await client.getStringDetails('read_side.customers', 'none')).toMatchObject({
      value: 'supabase',
      reason: 'DEFAULT',
    });
    here.away = false;
    await until(ProviderEvents.Ready);
    expect(client.providerStatus).toBe(ProviderStatus.READY);
    expect(await client.getStringValue('read_side.prices', 'none')).toBe('supabase');
    expect(seen[0]).toBe('ERROR');
  });

  test('a provider that is closed tells nothing more, and leaves the switch open', async () => {
    const here = project();
    const { reads, seen } = await start(here);
    await serverSdk.OpenFeature.close();
    here.prices = 'legacy';
    await reads.refresh();
    expect(reads.side('prices', 'a')).toBe('legacy');
    expect(seen).toEqual(['READY']);
  });
});

describe('in browsers', () => {
  const { ProviderEvents, ErrorCode, ProviderStatus } = webSdk;

  async function start(here: ReturnType<typeof project>) {
    const reads = createReadSwitch({ scope: 'own', transport: here.transport, tables, refreshMs: 100 });
    domains += 1;
    const domain = `cutover-${domains}`;
    await webSdk.OpenFeature.setProviderAndWait(domain, new WebProvider(reads)).catch(() => {});
    const client = webSdk.OpenFeature.getClient(domain);
    const events = record(
      (name, handler) => client.addHandler(name, handler),
      [ProviderEvents.Ready, ProviderEvents.Stale, ProviderEvents.ConfigurationChanged, ProviderEvents.Error],
    );
    ending.push(reads.close, () => webSdk.OpenFeature.close());
    return { reads, client, domain, ...events };
  }

  test('flags are text and boolean, as the project has decided', async () => {
    const { client } = await start(project());
    expect(client.getStringDetails('read_side.orders', 'none')).toMatchObject({ value: 'supabase', reason: 'CACHED' });
    expect(client.getBooleanDetails('read_side.orders', false)).toMatchObject({ value: true, variant: 'supabase' });
    expect(client.getStringDetails('read_side.customers', 'none')).toMatchObject({
      value: 'supabase',
      reason: 'DEFAULT',
    });
    expect(client.getStringDetails('read_side.nothing', 'none')).toMatchObject({
      value: 'none',
      errorCode: ErrorCode.FLAG_NOT_FOUND,
    });
    expect(client.getNumberDetails('read_side.orders', 7)).toMatchObject({ errorCode: ErrorCode.TYPE_MISMATCH });
    expect(client.getObjectDetails('read_side.orders', {})).toMatchObject({ errorCode: ErrorCode.TYPE_MISMATCH });
  });

  test('stale and ready again', async () => {
    const here = project();
    const { client, seen, until } = await start(here);
    here.away = true;
    await until(ProviderEvents.Stale);
    expect(client.getStringDetails('read_side.orders', 'none')).toMatchObject({ value: 'supabase', reason: 'STALE' });
    here.away = false;
    await until(ProviderEvents.Ready);
    expect(seen).toEqual(['READY', 'STALE', 'READY']);
  });

  test('stale is an error as soon as nothing is known of who is signed in, and ready again when it is', async () => {
    const here = project();
    const { reads, client, seen, until } = await start(here);
    here.away = true;
    await until(ProviderEvents.Stale);
    expect(client.providerStatus).toBe(ProviderStatus.STALE);
    // Past OpenFeature: the application tells the switch itself.
    await reads.changeCaller();
    expect(client.providerStatus).toBe(ProviderStatus.ERROR);
    expect(client.getStringDetails('read_side.orders', 'none')).toMatchObject({ value: 'legacy', reason: 'DEFAULT' });
    here.away = false;
    await until(ProviderEvents.Ready);
    expect(client.providerStatus).toBe(ProviderStatus.READY);
    expect(seen.filter((event) => !event.startsWith('CONFIGURATION'))).toEqual(['READY', 'STALE', 'ERROR', 'READY']);
  });

  test('who signs in next gets sides of his own', async () => {
    const here = project();
    const { client, domain } = await start(here);
    here.sides = { orders: 'legacy' };
    await webSdk.OpenFeature.setContext(domain, { targetingKey: 'somebody-else' });
    expect(client.getStringDetails('read_side.orders', 'none')).toMatchObject({ value: 'legacy', reason: 'CACHED' });
    here.away = true;
    await webSdk.OpenFeature.setContext(domain, { targetingKey: 'a-third' });
    expect(client.getStringDetails('read_side.orders', 'none')).toMatchObject({ value: 'legacy', reason: 'DEFAULT' });
    expect(client.providerStatus).toBe(ProviderStatus.ERROR);
  });
});
