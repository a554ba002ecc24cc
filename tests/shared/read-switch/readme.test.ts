// The samples of packages/shared/README.md: they fit the types, and do what the text says. Those that act are run in
// tests/functions/services.test.ts, where there is something to act on.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../../scripts/stack/deno.ts';
import { extract } from '../../docs/extract.ts';
import { httpProject } from './project.ts';

const folder = mkdtempSync(join(tmpdir(), 'cutover-readme-'));
const here = await httpProject(({ path }) => ({
  body: {
    ok: true,
    result: path.endsWith('read_sides')
      ? { orders: 'supabase' }
      : {
          environment: 'production',
          tables: [
            {
              table: 'orders',
              read_source: 'dual',
              write_source: 'legacy',
              split: { percentage: 0, pinned: ['acme'], excluded: [], salt: 'shop' },
            },
          ],
        },
  },
}));
const samples = extract(readFileSync(join(root, 'packages/shared/README.md'), 'utf8'))
  .filter(({ runBy }) => runBy !== undefined)
  .map(({ text }) => ({
    name: /^\/\/ (\S+)\n/.exec(text)?.[1] ?? '',
    text: text.replace('https://<ref>.supabase.co', here.url).replace('sb_publishable_…', 'sb_publishable_x'),
  }));

beforeAll(() => {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const { name, text } of samples) writeFileSync(join(folder, name), text);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await here.close();
});

const run = (file: string, args: string[]) =>
  promisify(execFile)(file, args, {
    cwd: folder,
    env: { ...process.env, SUPABASE_URL: here.url, CUTOVER_READS_KEY: 'sb_secret_x', NODE_NO_WARNINGS: '1' },
  });

async function result(script: string): Promise<unknown> {
  writeFileSync(join(folder, 'run.ts'), script);
  const { stdout } = await run(process.execPath, ['run.ts']);
  return JSON.parse(stdout);
}

test('every sample fits the types', async () => {
  expect(samples.map(({ name }) => name)).toEqual([
    'server.ts',
    'browser.ts',
    'openfeature-server.ts',
    'openfeature-browser.ts',
    'follow.ts',
    'operator.ts',
    'go-live.ts',
  ]);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), include: samples.map(({ name }) => name) }),
  );
  const { stdout } = await run(join(root, 'node_modules', '.bin', 'tsc'), ['--project', folder]).catch(
    (error: { stdout: string }) => error,
  );
  expect(stdout).toBe('');
}, 60_000);

test('a server reads from the side of the tenant, and tries a refused write again', async () => {
  expect(
    await result(`
      import { reads, readOrders, writeOrder } from './server.ts';
      const from = { legacy: async () => 'from legacy', supabase: async () => 'from supabase' };
      const read = [await readOrders('acme', from), await readOrders('globex', from)];
      let tries = 0;
      await writeOrder(async () => {
        tries += 1;
        if (tries === 1) throw Object.assign(new Error('refused'), { code: 'CT701' });
      });
      const other = await writeOrder(async () => { throw new Error('other'); }).catch((error) => error.message);
      console.log(JSON.stringify({ read, tries, other }));
      reads.close();`),
  ).toEqual({ read: ['from supabase', 'from legacy'], tries: 2, other: 'other' });
});

test('OpenFeature on a server', async () => {
  expect(
    await result(`
      import { sideOf } from './openfeature-server.ts';
      import { reads } from './server.ts';
      console.log(JSON.stringify([await sideOf('acme'), await sideOf('globex')]));
      reads.close();`),
  ).toEqual(['supabase', 'legacy']);
});

test('OpenFeature in a browser, over supabase-js', async () => {
  expect(
    await result(`
      import { readsSupabase } from './openfeature-browser.ts';
      import { reads } from './browser.ts';
      console.log(JSON.stringify([readsSupabase(), reads.look('orders')]));
      process.exit();`),
  ).toEqual([true, { side: 'supabase', reason: 'own', stale: false }]);
});
