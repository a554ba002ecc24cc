// The Deno that npm brought, with its cache inside the project.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '..', '..');
export const functionsDirectory = join(root, 'supabase', 'functions');

/** The launcher of the npm package wants an install script; the binary of its platform package runs as it is. */
export function denoPath(): string {
  const folder = join(root, 'node_modules', '@deno');
  const binary = (existsSync(folder) ? readdirSync(folder) : [])
    .map((name) => join(folder, name, 'deno'))
    .concat(join(root, 'node_modules', 'deno', 'deno'))
    .find((path) => existsSync(path));
  if (!binary) throw new Error('Deno is not installed; run npm ci');
  return binary;
}

/** npm's registry, because that is the one that this machine can reach. */
let registry: string | undefined;
function npmRegistry(): string {
  registry ??=
    process.env.npm_config_registry ??
    process.env.NPM_CONFIG_REGISTRY ??
    execFileSync('npm', ['config', 'get', 'registry'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  return registry;
}

/** What Deno itself needs to run from its cache: nothing of the caller's environment. */
export const denoEnvironment = (): Record<string, string> => ({
  DENO_DIR: join(root, 'node_modules', '.cache', 'cutover', 'deno'),
  DENO_NO_UPDATE_CHECK: '1',
  // A function is deployed with its own deno.json alone; the project's package.json does not exist for it.
  DENO_NO_PACKAGE_JSON: '1',
  NO_COLOR: '1',
  NPM_CONFIG_REGISTRY: npmRegistry(),
});

/** Flags that make Deno look at the function's own deno.json and at its cache, at nothing else. */
export const denoFlags = (name: string): string[] => {
  const config = join(functionsDirectory, name, 'deno.json');
  return ['--quiet', existsSync(config) ? `--config=${config}` : '--no-config', '--node-modules-dir=none', '--no-lock'];
};

export const functionNames = (): string[] =>
  existsSync(functionsDirectory)
    ? readdirSync(functionsDirectory).filter(
        (name) => /^[A-Za-z0-9][\w-]*$/.test(name) && existsSync(join(functionsDirectory, name, 'index.ts')),
      )
    : [];

/** Fetches what a function imports; afterwards it starts without a network. Rejects with what Deno says. */
export async function fetchDependencies(name: string): Promise<void> {
  const words = ['cache', ...denoFlags(name), join(functionsDirectory, name, 'index.ts')];
  await promisify(execFile)(denoPath(), words, {
    cwd: join(functionsDirectory, name),
    // Here the caller's environment counts: proxies and certificates.
    env: { ...process.env, ...denoEnvironment() },
    timeout: 120_000,
  });
}
