// The command line as a process of its own: what it prints, where, and how it ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Stack } from '../support/stack.ts';

export const executable = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'bin', 'cutover.mjs');

export type Ended = { code: number | null; stdout: string; stderr: string };

/** What somebody has set who has typed the README's line for the local stack; no colours, no width. */
export function environmentOf(stack: Stack): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, LC_ALL: 'C.UTF-8', CUTOVER_URL: stack.apiUrl, CUTOVER_TOKEN: stack.operatorToken };
}

export async function cutover(
  words: readonly string[],
  { env, stdin = '' }: { env: NodeJS.ProcessEnv; stdin?: string },
): Promise<Ended> {
  const child = spawn(process.execPath, [executable, ...words], { env, stdio: 'pipe' });
  child.stdin.on('error', () => {}).end(stdin);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}
