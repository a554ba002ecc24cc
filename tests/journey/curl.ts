// The lines of the README, as they are printed there; only the names differ.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/stack/deno.ts';
import { extract } from '../docs/extract.ts';
import type { Stack } from '../support/stack.ts';
import { type Answer, type Driver, type Outcome, outcomeOf } from './driver.ts';

const lines =
  extract(readFileSync(join(root, 'README.md'), 'utf8'))
    .find(({ heading, language }) => heading === 'Switch (HTTP, as operator)' && language === 'sh')
    ?.text.split('\n') ?? [];
const preamble = lines.filter((line) => line !== '' && !line.startsWith('call '));

export function curlDriver(stack: Stack): Driver {
  const printed = async (pattern: RegExp, group: string, reason = ''): Promise<Outcome> => {
    const matching = lines.filter((line) => pattern.test(line));
    const [line = ''] = matching;
    if (matching.length !== 1) throw new Error(`${matching.length} lines of the README are like ${pattern}`);
    const command = line
      .replaceAll('"shop"', `"${group}"`)
      .replaceAll('go-live-1', `${group}-${crypto.randomUUID()}`)
      .replaceAll(/"reason":"[^"]*"/g, `"reason":"${reason}"`);
    const { stdout } = await promisify(execFile)('bash', ['-c', [...preamble, command].join('\n')], {
      cwd: root,
      env: { ...process.env, CUTOVER_STACK_DIR: stack.directory },
    });
    return outcomeOf(JSON.parse(stdout) as Answer);
  };
  return {
    prepare: (group) => printed(/^call cutover-prepare /, group),
    openWindow: (group, reason) => printed(/^call freeze-window .*"emergency"/, group, reason),
    rehearse: (group) => printed(/^call cutover-execute .*"dry_run":true/, group),
    execute: (group) => printed(/^call cutover-execute (?!.*dry_run)/, group),
    rollback: (group, reason) => printed(/^call cutover-rollback /, group, reason),
    status: (group) => printed(/^call cutover-status /, group),
  };
}
