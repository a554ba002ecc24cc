// The README's lines, pasted into a shell as they are printed; only the names differ, so that the test can be repeated.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { command, connect, createGroup, makeReady } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { type Answer, uniqueName } from './http.ts';

const stack = runningStack();
const sql = connect(stack.dbUrl);
const legacy = connect(stack.legacyDbUrl);
const root = join(import.meta.dirname, '..', '..');

afterAll(async () => {
  await sql.end({ timeout: 1 });
  await legacy.end({ timeout: 1 });
});

test('the switch over HTTP', async () => {
  const name = uniqueName('shop');
  await createGroup(sql, legacy, stack, 'local', name);
  const [window] = await sql<{ id: string }[]>`
    select w.id from cutover.freeze_windows w join cutover.table_groups g on g.id = w.group_id where g.name = ${name}`;
  await command(sql, 'freeze_complete', { window: window?.id ?? '' });
  await makeReady(sql, name);

  const section = readFileSync(join(root, 'README.md'), 'utf8').split('### Switch (HTTP')[1] ?? '';
  const lines = /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  expect(lines.match(/^call /gm)?.length).toBe(6);
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-c', lines.replaceAll('"shop"', `"${name}"`).replaceAll('go-live-1', uniqueName('go-live'))],
    { cwd: root, env: { ...process.env, CUTOVER_STACK_DIR: stack.directory } },
  );
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer['body']);
  expect(answers).toMatchObject([
    { ok: true, result: { ready: true } },
    { ok: true, result: { status: 'active', kind: 'emergency' } },
    { ok: true, result: { dry_run: true, would_pass: true } },
    { ok: true, result: { kind: 'cutover', status: 'completed' } },
    { ok: true, result: { groups: [{ group: name }] } },
    { ok: true, result: { kind: 'rollback', status: 'completed', reason: 'wrong prices' } },
  ]);
});
