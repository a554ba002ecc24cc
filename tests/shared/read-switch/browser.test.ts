// Bundled for browsers, and run where there is nothing of Node. This proves that the code asks for no more than the globals below;
// it proves nothing about how a given browser implements them.

import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { describe, expect, test } from 'vitest';
import { rolloutBucket } from '../../../packages/shared/src/read-switch/index.ts';
import { httpProject } from './project.ts';

const source = join(import.meta.dirname, '..', '..', '..', 'packages', 'shared', 'src');

async function bundle(entry: string): Promise<string> {
  const warnings: string[] = [];
  const build = await rolldown({
    input: join(source, entry),
    platform: 'browser',
    // A module that is not found, or is one of Node's, is left out with a warning.
    onLog: (_, { message }) => warnings.push(message),
  });
  const { output } = await build.generate({ format: 'iife', name: 'bundled', minify: true });
  await build.close();
  expect(warnings).toEqual([]);
  expect(output).toHaveLength(1);
  const [{ imports, code }] = output;
  expect(imports).toEqual([]);
  return code;
}

/** What every browser has had for years, and no more. The timers and fetch are Node's, behind the same calls. */
function page(extra: Record<string, unknown> = {}) {
  const context = createContext({
    TextEncoder,
    AbortController,
    performance,
    setTimeout: (work: () => void, ms: number) => Number(setTimeout(work, ms)),
    clearTimeout: (id?: number) => clearTimeout(id),
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    atob,
    console,
    document: {},
    ...extra,
  });
  context.window = context;
  for (const name of ['process', 'Buffer', 'require', 'global', 'setImmediate', '__dirname']) {
    expect(runInContext(`typeof ${name}`, context)).toBe('undefined');
  }
  return context;
}

describe('the read switch', () => {
  test('counts as Node does, follows the project, and takes no secret key', async () => {
    const code = await bundle('read-switch/index.ts');
    const here = await httpProject(() => ({ body: { ok: true, result: { orders: 'supabase' } } }));
    try {
      const context = page({ url: here.url });
      runInContext(code, context);
      expect(runInContext(`bundled.rolloutBucket('Grüße', '群 🎈')`, context)).toBe(rolloutBucket('Grüße', '群 🎈'));
      const look = await runInContext(
        `(async () => {
          const transport = bundled.overDataApi({ url, apiKey: 'sb_publishable_x', accessToken: () => 'token' });
          const reads = bundled.createReadSwitch({ scope: 'own', transport, tables: { orders: 'legacy' } });
          await reads.ready;
          const look = reads.look('orders');
          reads.close();
          return look;
        })()`,
        context,
      );
      expect(look).toEqual({ side: 'supabase', reason: 'own', stale: false });
      expect(here.asked[0]?.headers).toMatchObject({ apikey: 'sb_publishable_x', authorization: 'Bearer token' });
      expect(() => runInContext(`bundled.overDataApi({ url, apiKey: 'sb_secret_x' })`, context)).toThrow(/secret key/);
    } finally {
      await here.close();
    }
  });

  test('is small', async () => {
    // Minified and compressed: 11,600 bytes when this was written, most of it zod.
    expect(gzipSync(await bundle('read-switch/index.ts')).length).toBeLessThan(16_000);
  });
});

test('so does the provider for OpenFeature, with the SDK', async () => {
  const context = page({ URL, structuredClone });
  runInContext(await bundle('openfeature/web.ts'), context);
  const provider = runInContext(
    `new bundled.ReadSwitchProvider({
      tables: ['orders'],
      onChange: () => () => {},
      look: () => ({ side: 'supabase', reason: 'own', stale: false }),
    }).resolveStringEvaluation('read_side.orders')`,
    context,
  );
  expect(provider).toEqual({ value: 'supabase', variant: 'supabase', reason: 'CACHED' });
});
