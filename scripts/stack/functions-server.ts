// Serves supabase/functions/<name>/index.ts, unmodified, under /functions/v1/<name>: one Deno process a function, started at
// its first request, with the environment that a hosted project gives it and nothing else. An edited function is started anew.
// Arguments: <stack directory>
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request as proxy, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import {
  denoEnvironment,
  denoFlags,
  denoPath,
  fetchDependencies,
  functionNames,
  functionsDirectory,
  root,
} from './deno.ts';
import { mark, type ProcessMark } from './processes.ts';

const directory = process.argv[2];
if (!directory) throw new Error('usage: functions-server.ts <stack directory>');
const stack = JSON.parse(readFileSync(join(directory, 'stack.json'), 'utf8')) as {
  apiUrl: string;
  dbUrl: string;
  publishableKey: string;
  secretKeys: Record<string, string>;
  jwks: JSONWebKeySet;
};

/** As long as a hosted function may take until its first byte. */
const patienceMs = 150_000;

type Worker = { child?: ChildProcess; mark?: ProcessMark; port: Promise<number>; sources: number };
const workers = new Map<string, Worker>();

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  response.end(JSON.stringify({ code, message }));
}

/** What is left to end should this process be killed: the next `up` or `down` reads it. */
function remember(): void {
  const file = join(directory as string, 'workers.json');
  const marks = [...workers.values()].map((worker) => worker.mark).filter((known) => known !== undefined);
  writeFileSync(`${file}.new`, JSON.stringify(marks));
  renameSync(`${file}.new`, file);
}

/** When a source that functions share was last edited. */
function newestSource(): number {
  const folders = [functionsDirectory, join(root, 'packages')].filter((folder) => existsSync(folder));
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
      )
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return Math.max(0, ...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

async function launch(name: string, worker: Worker): Promise<number> {
  await fetchDependencies(name);
  const entry = join(functionsDirectory, name, 'index.ts');
  // Both forms that hosted accepts: `export default { fetch }`, and a call of Deno.serve.
  const exported = /export\s+default|export\s*\{[^}]*\bas\s+default\b/.test(readFileSync(entry, 'utf8'));
  const child = spawn(
    denoPath(),
    [
      ...(exported ? ['serve', '--host=127.0.0.1', '--port=0'] : ['run']),
      ...denoFlags(name).filter((flag) => flag !== '--quiet'),
      '--cached-only',
      '--no-prompt',
      // The database, this server, and itself.
      '--allow-net=127.0.0.1,localhost',
      '--allow-env',
      `--allow-read=${join(root, 'supabase', 'functions')},${join(root, 'packages')}`,
      entry,
    ],
    {
      cwd: join(functionsDirectory, name),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...denoEnvironment(),
        ...(exported ? {} : { DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0' }),
        SUPABASE_URL: stack.apiUrl,
        SUPABASE_DB_URL: stack.dbUrl,
        SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: stack.publishableKey }),
        SUPABASE_SECRET_KEYS: JSON.stringify(stack.secretKeys),
        SUPABASE_JWKS: JSON.stringify(stack.jwks),
      },
    },
  );
  worker.child = child;
  if (child.pid !== undefined) worker.mark = mark(child.pid);
  remember();
  return await new Promise<number>((done, fail) => {
    const patience = setTimeout(() => fail(new Error('it did not start within 30 s')), 30_000);
    let seen = '';
    const listen = (chunk: Buffer): void => {
      const text = chunk.toString();
      for (const line of text.trimEnd().split('\n')) console.log(`${new Date().toISOString()} ${name}: ${line}`);
      if (seen.length > 10_000) return;
      seen += text;
      const port = Number(/Listening on http:\/\/[^\s/]+:(\d+)/.exec(seen)?.[1] ?? 0);
      if (port === 0) return;
      clearTimeout(patience);
      seen = ' '.repeat(10_001);
      done(port);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      clearTimeout(patience);
      console.log(`${new Date().toISOString()} ${name}: ended with ${signal ?? code}`);
      if (workers.get(name) === worker) workers.delete(name);
      remember();
      fail(new Error(`it ended with ${signal ?? code}`));
    });
  });
}

function workerOf(name: string): Worker {
  const sources = newestSource();
  const known = workers.get(name);
  if (known && known.sources >= sources) return known;
  // Requests it is still answering may finish.
  if (known) setTimeout(() => known.child?.kill('SIGKILL'), patienceMs).unref();
  const worker: Worker = { sources } as Worker;
  workers.set(name, worker);
  worker.port = launch(name, worker);
  worker.port.catch((error: unknown) => {
    console.log(`${new Date().toISOString()} ${name}: ${error instanceof Error ? error.message : error}`);
    worker.child?.kill('SIGKILL');
    if (workers.get(name) === worker) workers.delete(name);
  });
  return worker;
}

/** The platform's own check, in front of functions that config.toml does not exempt. */
function verifiesJwt(name: string): boolean {
  const config = readFileSync(join(root, 'supabase', 'config.toml'), 'utf8');
  const section = config.split(/^\s*\[/m).find((text) => text.startsWith(`functions.${name}]`)) ?? '';
  return !/^\s*verify_jwt\s*=\s*false\s*(#.*)?$/m.test(section);
}

async function carriesJwt(request: IncomingMessage): Promise<boolean> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) return false;
  return jwtVerify(token, createLocalJWKSet(stack.jwks)).then(
    () => true,
    () => false,
  );
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  if (/^\/auth\/v1\/\.well-known\/jwks\.json$/.test(path)) {
    response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
    return void response.end(JSON.stringify(stack.jwks));
  }
  if (path === '/functions/v1/_health') {
    response.writeHead(200, { 'content-type': 'application/json' });
    return void response.end(JSON.stringify({ pid: process.pid, functions: functionNames() }));
  }
  const [, name, rest = ''] = /^\/functions\/v1\/([\w-]+)([/?].*)?$/.exec(path) ?? [];
  if (!name || !functionNames().includes(name)) {
    return refuse(response, 404, 'NOT_FOUND', 'Requested function was not found');
  }
  if (request.method !== 'OPTIONS' && verifiesJwt(name) && !(await carriesJwt(request))) {
    return refuse(response, 401, 'UNAUTHORIZED', 'Missing or invalid JWT');
  }
  let port: number;
  try {
    port = await workerOf(name).port;
  } catch {
    return refuse(response, 503, 'BOOT_ERROR', 'Function failed to start (please check logs)');
  }
  const before = request.headers['x-forwarded-for'];
  const forward = proxy(
    {
      host: '127.0.0.1',
      port,
      method: request.method,
      path: `/${name}${rest}`,
      headers: {
        ...request.headers,
        'x-forwarded-for': [before, request.socket.remoteAddress].filter(Boolean).join(', '),
        'x-forwarded-host': request.headers.host,
        'x-forwarded-proto': 'http',
      },
      agent: false,
    },
    (answer) => {
      clearTimeout(patience);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.once('error', () => response.destroy());
    },
  );
  const patience = setTimeout(() => {
    refuse(response, 504, 'IDLE_TIMEOUT', `Function did not answer within ${patienceMs / 1000} s`);
    forward.destroy();
  }, patienceMs);
  forward.once('error', () => {
    clearTimeout(patience);
    refuse(response, 502, 'WORKER_ERROR', 'Function ended without an answer (please check logs)');
  });
  // A caller that goes away is not answered, but its function is not interrupted either: as hosted.
  request.pipe(forward);
}

const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    refuse(response, 500, 'INTERNAL_ERROR', 'The local function server failed');
  });
});
// Longer than the platform's own limit, which answers 504 before Node would cut the connection.
server.requestTimeout = 2 * patienceMs;
server.listen(Number(new URL(stack.apiUrl).port), '127.0.0.1');

// A parent that ends must not leave Deno processes behind; kill -9 of this one is handled by the next `up` or `down`.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    for (const { child } of workers.values()) child?.kill('SIGKILL');
    process.exit(0);
  });
}
