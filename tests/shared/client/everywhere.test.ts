// The client as it stands under Deno, bundled in a page where there is nothing of Node, and built to ES modules.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { denoPath, root } from '../../../scripts/stack/deno.ts';
import { httpProject } from '../read-switch/project.ts';

const result = { groups: [] };
const here = await httpProject(() => ({ body: { ok: true, result, request_id: 'r-1' } }));
const folder = mkdtempSync(join(tmpdir(), 'cutover-client-'));
beforeAll(() => {
  // As the package lies in the repository: its own dependencies, and those of the root above them.
  mkdirSync(join(folder, 'shared'));
  symlinkSync(join(root, 'packages', 'shared', 'node_modules'), join(folder, 'shared', 'node_modules'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await here.close();
});

test('under Deno', async () => {
  const flags = ['--no-config', '--no-lock', '--cached-only', '--no-prompt', '--node-modules-dir=manual'];
  const script = join(root, 'tests', 'shared', 'client', 'on-deno.ts');
  const { stdout } = await promisify(execFile)(
    denoPath(),
    ['run', ...flags, '--allow-net=127.0.0.1', script, here.url],
    {
      cwd: root,
      env: { PATH: process.env.PATH, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    },
  );
  expect(JSON.parse(stdout)).toEqual({ called: result, heard: [{ event: 'result', data: result }] });
}, 60_000);

test('in a page, and takes no secret key there', async () => {
  const warnings: string[] = [];
  const build = await rolldown({
    input: join(root, 'packages', 'shared', 'src', 'client', 'index.ts'),
    platform: 'browser',
    onLog: (_, { message }) => warnings.push(message),
  });
  const { output } = await build.generate({ format: 'iife', name: 'bundled' });
  await build.close();
  expect(warnings).toEqual([]);
  const context = createContext({
    TextEncoder,
    TextDecoder,
    AbortController,
    URL,
    URLSearchParams,
    Headers,
    crypto,
    setTimeout: (work: () => void, ms: number) => Number(setTimeout(work, ms)),
    clearTimeout: (id?: number) => clearTimeout(id),
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    atob,
    document: {},
    url: here.url,
  });
  context.window = context;
  runInContext(output[0].code, context);
  const called = await runInContext(
    `bundled.createCutoverClient({ url, token: 'token', fetch }).call('cutover-status')`,
    context,
  );
  expect(called).toEqual(result);
  const events = await runInContext(
    `(async () => {
      const heard = [];
      for await (const event of bundled.createCutoverClient({ url, fetch }).stream('cutover-status')) heard.push(event);
      return heard;
    })()`,
    context,
  );
  expect(events).toEqual([{ event: 'result', data: result }]);
  expect(() => runInContext(`bundled.createCutoverClient({ url, secretKey: 'sb_secret_x' })`, context)).toThrow(
    /secret key/,
  );
});

test('built to ES modules with types', async () => {
  const config = join(root, 'packages', 'shared', 'tsconfig.json');
  await promisify(execFile)(join(root, 'node_modules', '.bin', 'tsc'), [
    '--project',
    config,
    '--outDir',
    join(folder, 'shared', 'dist'),
  ]);
  expect(existsSync(join(folder, 'shared', 'dist', 'client', 'index.d.ts'))).toBe(true);
  const script = `
    import { createCutoverClient } from ${JSON.stringify(join(folder, 'shared', 'dist', 'client', 'index.js'))};
    console.log(JSON.stringify(await createCutoverClient({ url: ${JSON.stringify(here.url)} }).call('cutover-status')));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
  });
  expect(JSON.parse(stdout)).toEqual(result);
}, 60_000);
