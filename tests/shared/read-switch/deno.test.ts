// The package as it stands, under the Deno that serves the edge functions.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { denoPath, root } from '../../../scripts/stack/deno.ts';
import { httpProject } from './project.ts';

test('the read switch runs under Deno, and ends when it is closed', async () => {
  const here = await httpProject(() => ({
    body: {
      ok: true,
      result: {
        environment: 'production',
        tables: [{ table: 'orders', read_source: 'supabase', write_source: 'legacy', split: null }],
      },
    },
  }));
  try {
    const flags = ['--no-config', '--no-lock', '--cached-only', '--no-prompt', '--node-modules-dir=manual'];
    const rights = ['--allow-net=127.0.0.1'];
    const script = join(root, 'tests', 'shared', 'read-switch', 'on-deno.ts');
    const { stdout } = await promisify(execFile)(denoPath(), ['run', ...flags, ...rights, script, here.url], {
      cwd: root,
      env: { PATH: process.env.PATH, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
      timeout: 60_000,
    });
    expect(JSON.parse(stdout)).toEqual({ look: { side: 'supabase', reason: 'source', stale: false }, wrong: [] });
  } finally {
    await here.close();
  }
}, 90_000);
