// One function under Deno, unmodified, with an environment of its own: what the stack's functions are not told.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  denoEnvironment,
  denoFlags,
  denoPath,
  fetchDependencies,
  functionsDirectory,
} from '../../scripts/stack/deno.ts';

export type DenoFunction = {
  url: string;
  /** All that it has printed so far. */
  printed: () => string;
  stop: () => void;
};

export async function startFunction(name: string, env: Record<string, string>): Promise<DenoFunction> {
  await fetchDependencies(name);
  const child = spawn(
    denoPath(),
    [
      'serve',
      '--host=127.0.0.1',
      '--port=0',
      ...denoFlags(name).filter((flag) => flag !== '--quiet'),
      '--cached-only',
      '--no-prompt',
      '--allow-net=127.0.0.1',
      '--allow-env',
      '--allow-read',
      join(functionsDirectory, name, 'index.ts'),
    ],
    { cwd: join(functionsDirectory, name), stdio: ['ignore', 'pipe', 'pipe'], env: { ...denoEnvironment(), ...env } },
  );
  let printed = '';
  const url = await new Promise<string>((done, fail) => {
    const take = (chunk: Buffer): void => {
      printed += chunk.toString();
      const listening = /Listening on (http:\/\/\S+?)\/?\s/.exec(printed)?.[1];
      if (listening !== undefined) done(listening);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () => fail(new Error(printed)));
  });
  return { url, printed: () => printed, stop: () => void child.kill('SIGKILL') };
}
