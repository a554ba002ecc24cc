// The local stack: what `supabase start` gives with Docker, without it. Two servers, pg_cron, the edge functions.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { JWK, JWTPayload } from 'jose';
import { bootstrapLegacy, bootstrapSupabase, seed } from './bootstrap.ts';
import {
  type Cluster,
  configure,
  initialize,
  isRunning,
  kill,
  pause,
  placeForData,
  resume,
  start,
  stop,
} from './cluster.ts';
import { installDebian11 } from './debian11.ts';
import { root } from './deno.ts';
import { environment } from './environment.ts';
import { createKeys, type Keys, signToken } from './keys.ts';
import { withLock } from './lock.ts';
import * as mariadb from './mariadb.ts';
import { hasStatStatements, installPackages, mariadbPackages } from './packages.ts';
import { freePort } from './ports.ts';
import { isAlive, mark, type ProcessMark, terminate } from './processes.ts';

export type StackSide = 'supabase' | 'legacy';
/** older: the legacy server of PostgreSQL 13, when there is one. */
export type StackServer = StackSide | 'older';

export type Stack = {
  directory: string;
  apiUrl: string;
  functionsUrl: string;
  jwksUrl: string;
  /** As postgres: the owner of everything on a hosted project, no superuser. */
  dbUrl: string;
  /** As supabase_admin, the superuser that a hosted project keeps to itself. */
  adminDbUrl: string;
  /** As legacy_owner, in the database legacy. */
  legacyDbUrl: string;
  /** As the legacy server's superuser, in the database postgres. */
  legacyAdminUrl: string;
  /** As legacy_app, an ordinary application account. */
  legacyAppUrl: string;
  /** Of cutover_agent_login, with which the Supabase side connects to the legacy server. */
  agentPassword: string;
  publishableKey: string;
  secretKeys: Record<string, string>;
  jwks: { keys: JWK[] };
  /** Subject of the operator token; an admin. */
  operatorId: string;
  /** A second person, with the role approver. */
  approverId: string;
  operatorToken: string;
  approverToken: string;
  ports: { api: number; db: number; legacy: number };
};

type Saved = Omit<Stack, 'directory'> & {
  /** Absent until everything is created: what a crash leaves before is thrown away. */
  ready?: true;
  clusters: Record<StackSide, Cluster>;
  place: string;
  keys: Keys;
  functionServer?: ProcessMark;
  mariadb?: mariadb.Mariadb;
  /** Ready when its roles and database are there: what a crash leaves before is thrown away. */
  older?: Cluster & { ready?: true };
};

export type StackOptions = {
  /** Relative to the project; default: CUTOVER_STACK_DIR or .stack. */
  dir?: string;
  /** Serve the edge functions; default true. */
  functions?: boolean;
  log?: (line: string) => void;
};

const sides: StackSide[] = ['supabase', 'legacy'];

function directoryOf(options: StackOptions): string {
  const directory = options.dir ?? process.env.CUTOVER_STACK_DIR ?? '.stack';
  return isAbsolute(directory) ? resolve(directory) : join(root, directory);
}

function load(directory: string): Saved | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, 'stack.json'), 'utf8')) as Saved;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${join(directory, 'stack.json')} cannot be read`, { cause: error });
  }
}

function save(directory: string, saved: Saved): void {
  const file = join(directory, 'stack.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(saved, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function withPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}

/** Writes down the ports in use, which differ from the last ones when somebody has taken those since. */
function adoptPorts(saved: Saved): void {
  const { supabase, legacy } = saved.clusters;
  saved.ports = { api: saved.ports.api, db: supabase.port, legacy: legacy.port };
  saved.apiUrl = `http://127.0.0.1:${saved.ports.api}`;
  saved.functionsUrl = `${saved.apiUrl}/functions/v1`;
  saved.jwksUrl = `${saved.apiUrl}/auth/v1/.well-known/jwks.json`;
  for (const name of ['dbUrl', 'adminDbUrl'] as const) saved[name] = withPort(saved[name], supabase.port);
  for (const name of ['legacyDbUrl', 'legacyAdminUrl', 'legacyAppUrl'] as const) {
    saved[name] = withPort(saved[name], legacy.port);
  }
}

const operator = (saved: Saved): JWTPayload => ({ sub: saved.operatorId, email: 'operator@cutover.test' });
const approver = (saved: Saved): JWTPayload => ({ sub: saved.approverId, email: 'approver@cutover.test' });

/** With tokens that are good for twelve hours from now. */
async function toStack(directory: string, saved: Saved): Promise<Stack> {
  saved.operatorToken = await signToken(saved.keys, saved.apiUrl, operator(saved));
  saved.approverToken = await signToken(saved.keys, saved.apiUrl, approver(saved));
  save(directory, saved);
  const {
    ready: _ready,
    clusters: _clusters,
    place: _place,
    keys: _keys,
    functionServer: _server,
    mariadb: _mariadb,
    older: _older,
    ...rest
  } = saved;
  return { directory, ...rest };
}

/** A token of this stack's issuer, the operator's but for these claims. A claim given as undefined is left out. */
export async function mintToken(stack: Stack, claims: JWTPayload = {}): Promise<string> {
  const saved = load(stack.directory);
  if (!saved) throw new Error(`no stack in ${stack.directory}`);
  return signToken(saved.keys, saved.apiUrl, { ...operator(saved), ...claims });
}

async function create(directory: string, before: Saved | undefined, log: (line: string) => void): Promise<Saved> {
  log('creating two PostgreSQL servers');
  const place = placeForData(directory);
  // After a reset, what is open in other windows goes on working: ports, keys and passwords stay.
  const keys = before?.keys ?? (await createKeys());
  const secret = (): string => randomBytes(18).toString('base64url');
  const passwordOf = (url: string | undefined): string => (url ? new URL(url).password : secret());
  const superPassword = passwordOf(before?.adminDbUrl);
  const password = passwordOf(before?.dbUrl);
  const agentPassword = before?.agentPassword ?? secret();
  const ports = before?.ports ?? { api: 54321, db: 54322, legacy: 54329 };
  const url = (port: number, user: string, pass: string, database: string): string =>
    `postgresql://${user}:${pass}@127.0.0.1:${port}/${database}`;
  const saved: Saved = {
    apiUrl: '',
    functionsUrl: '',
    jwksUrl: '',
    dbUrl: url(ports.db, 'postgres', password, 'postgres'),
    adminDbUrl: url(ports.db, 'supabase_admin', superPassword, 'postgres'),
    legacyDbUrl: url(ports.legacy, 'legacy_owner', password, 'legacy'),
    legacyAdminUrl: url(ports.legacy, 'supabase_admin', superPassword, 'postgres'),
    legacyAppUrl: url(ports.legacy, 'legacy_app', password, 'legacy'),
    agentPassword,
    publishableKey: keys.publishableKey,
    secretKeys: keys.secretKeys,
    jwks: keys.jwks,
    operatorId: before?.operatorId ?? randomUUID(),
    approverId: before?.approverId ?? randomUUID(),
    operatorToken: '',
    approverToken: '',
    ports,
    clusters: {
      supabase: { data: join(place, 'supabase-data'), port: ports.db },
      legacy: { data: join(place, 'legacy-data'), port: ports.legacy },
    },
    place,
    keys,
  };
  // Before anything exists, so that whatever a crash leaves is found again.
  save(directory, saved);
  for (const side of sides) {
    initialize(saved.clusters[side], 'supabase_admin', superPassword);
    configure(
      saved.clusters[side],
      side === 'legacy'
        ? {}
        : {
            shared_preload_libraries: hasStatStatements() ? 'pg_cron, pg_stat_statements' : 'pg_cron',
            'cron.use_background_workers': 'on',
            'cron.database_name': 'postgres',
            max_worker_processes: '24',
            wal_level: 'logical',
            statement_timeout: '2min',
          },
    );
  }
  await startClusters(directory, saved);
  await bootstrapSupabase(saved.adminDbUrl, password);
  await bootstrapLegacy(saved.legacyAdminUrl, password, agentPassword);
  saved.ready = true;
  save(directory, saved);
  return saved;
}

async function startClusters(directory: string, saved: Saved): Promise<void> {
  const { supabase, legacy } = saved.clusters;
  await start(supabase, [saved.ports.api, legacy.port]);
  await start(legacy, [saved.ports.api, supabase.port]);
  adoptPorts(saved);
  save(directory, saved);
}

function migrate(saved: Saved, log: (line: string) => void): void {
  const folder = join(root, 'supabase', 'migrations');
  if (!existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith('.sql'))) return;
  log('applying the migrations with the Supabase CLI');
  const quiet = {
    SUPABASE_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    SUPABASE_NO_UPDATE_NOTIFIER: '1',
    SUPABASE_NO_KEYRING: '1',
    // Where it keeps notes about itself: with its caches, not in the home directory.
    SUPABASE_HOME: join(root, 'node_modules', '.cache', 'cutover', 'supabase'),
  };
  const ran = spawnSync(
    join(root, 'node_modules', '.bin', 'supabase'),
    ['db', 'push', `--remote=${saved.dbUrl}`, '--yes', '--agent=no', '--workdir', root],
    { cwd: root, env: { ...environment(), ...quiet }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  if (ran.status !== 0) {
    throw new Error(
      `the migrations could not be applied:\n${ran.stdout ?? ''}${ran.stderr ?? ran.error?.message ?? ''}`,
    );
  }
}

/** Whether our own server answers: on the port that we found free, another stack's may have been faster. */
async function answers(saved: Saved): Promise<boolean> {
  try {
    const answer = await fetch(`${saved.functionsUrl}/_health`, { signal: AbortSignal.timeout(5000) });
    const { pid } = (await answer.json()) as { pid?: number };
    return pid === saved.functionServer?.pid;
  } catch {
    return false;
  }
}

async function serveFunctions(directory: string, saved: Saved, log: (line: string) => void): Promise<void> {
  if (isAlive(saved.functionServer) && (await answers(saved))) return;
  await stopFunctions(directory, saved);
  log('serving the edge functions');
  const logFile = join(directory, 'functions.log');
  for (let attempt = 1; attempt <= 5; attempt++) {
    saved.ports.api = await freePort(saved.ports.api, [saved.ports.db, saved.ports.legacy]);
    adoptPorts(saved);
    save(directory, saved);
    const out = openSync(logFile, 'a', 0o600);
    const child = spawn(process.execPath, [join(import.meta.dirname, 'functions-server.ts'), directory], {
      cwd: root,
      detached: true,
      stdio: ['ignore', out, out],
    });
    closeSync(out);
    child.unref();
    saved.functionServer = child.pid === undefined ? undefined : mark(child.pid);
    save(directory, saved);
    const until = performance.now() + 15_000;
    // It ends at once when somebody took the port since we looked.
    while (isAlive(saved.functionServer) && performance.now() < until) {
      if (await answers(saved)) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    await stopFunctions(directory, saved);
  }
  throw new Error(`the function server does not answer; see ${logFile}`);
}

async function stopFunctions(directory: string, saved: Saved): Promise<void> {
  if (isAlive(saved.functionServer)) await terminate(saved.functionServer, 3000);
  saved.functionServer = undefined;
  // Deno processes whose server was killed.
  const file = join(directory, 'workers.json');
  if (!existsSync(file)) return;
  const left = JSON.parse(readFileSync(file, 'utf8')) as ProcessMark[];
  await Promise.all(left.map((worker) => terminate(worker, 0)));
  rmSync(file, { force: true });
}

async function stopEverything(directory: string, saved: Saved): Promise<void> {
  await stopFunctions(directory, saved);
  if (saved.mariadb) await mariadb.stop(saved.mariadb);
  if (saved.older) await stop(saved.older);
  await Promise.all(sides.map((side) => stop(saved.clusters[side])));
}

function remove(cluster: Cluster): void {
  for (const path of [cluster.data, `${cluster.data}.password`]) rmSync(path, { recursive: true, force: true });
}

/** Deletes what the stack has made, by name: the directory may be somebody's, with other things in it. */
async function clear(directory: string, saved: Saved): Promise<void> {
  await stopEverything(directory, saved);
  for (const side of sides) remove(saved.clusters[side]);
  if (saved.older) remove(saved.older);
  if (saved.mariadb) await mariadb.remove(saved.mariadb);
  if (saved.place !== directory && existsSync(saved.place)) rmdirSync(saved.place);
  for (const name of ['functions.log', 'workers.json', 'workers.json.new', 'stack.json.new', 'stack.json']) {
    rmSync(join(directory, name), { force: true });
  }
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Other things are in it, or another command is waiting there.
  }
}

/** Starts it, or what of it is not running; creates it first when there is none. When all is up, nothing changes. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const log = options.log ?? (() => {});
  const directory = directoryOf(options);
  installPackages(log);
  mkdirSync(directory, { recursive: true });
  return withLock(directory, () => bringUp(directory, undefined, options.functions !== false, log));
}

async function bringUp(
  directory: string,
  before: Saved | undefined,
  functions: boolean,
  log: (line: string) => void,
): Promise<Stack> {
  let saved = load(directory);
  // Half made, or its temporary place is gone: nothing in it can be kept.
  if (saved && !(saved.ready && sides.every((side) => existsSync(join(saved!.clusters[side].data, 'PG_VERSION'))))) {
    log('removing what an interrupted start has left');
    await clear(directory, saved);
    saved = undefined;
  }
  if (saved) {
    if (!sides.every((side) => isRunning(saved!.clusters[side]))) log('starting the PostgreSQL servers');
    await startClusters(directory, saved);
  } else {
    saved = await create(directory, before, log);
  }
  migrate(saved, log);
  await seed(saved.dbUrl, saved.operatorId, saved.approverId);
  if (functions) await serveFunctions(directory, saved, log);
  return toStack(directory, saved);
}

/** The stack when both servers run, with fresh tokens; else undefined. */
export async function stackStatus(options: StackOptions = {}): Promise<Stack | undefined> {
  const directory = directoryOf(options);
  const saved = load(directory);
  if (!saved?.ready || !sides.every((side) => isRunning(saved.clusters[side]))) return undefined;
  return toStack(directory, saved);
}

/** What runs of it, for people: one word a part. */
export function stackParts(options: StackOptions = {}): Record<'database' | 'legacy' | 'functions', boolean> {
  const saved = load(directoryOf(options));
  return {
    database: saved !== undefined && isRunning(saved.clusters.supabase),
    legacy: saved !== undefined && isRunning(saved.clusters.legacy),
    functions: isAlive(saved?.functionServer),
  };
}

/** Stops it and deletes everything it has made. */
export async function stopStack(options: StackOptions = {}): Promise<void> {
  const directory = directoryOf(options);
  if (!existsSync(directory)) return;
  await withLock(directory, async () => {
    const saved = load(directory);
    if (saved) await clear(directory, saved);
  });
  removeIfEmpty(directory);
}

/** Empty databases with the migrations applied; ports, keys and passwords stay what they were. */
export async function resetStack(options: StackOptions = {}): Promise<Stack> {
  const log = options.log ?? (() => {});
  const directory = directoryOf(options);
  installPackages(log);
  mkdirSync(directory, { recursive: true });
  return withLock(directory, async () => {
    const before = load(directory);
    if (before) await clear(directory, before);
    // One of an interrupted start may lack something: then all is new.
    return bringUp(directory, before?.ready ? before : undefined, options.functions !== false, log);
  });
}

function clusterOf(stack: Stack, server: StackServer): Cluster {
  const saved = load(stack.directory);
  if (!saved) throw new Error(`no stack in ${stack.directory}`);
  const cluster = server === 'older' ? saved.older : saved.clusters[server];
  if (!cluster) throw new Error(`no legacy server of PostgreSQL 13 in ${stack.directory}`);
  return cluster;
}

/** kill -9 of a whole server: the postmaster and every process of it. */
export const killServer = (stack: Stack, server: StackServer): Promise<void> => kill(clusterOf(stack, server));

/** Makes a whole server hang, as a frozen machine does, until resumeServer. */
export const pauseServer = (stack: Stack, server: StackServer): void => pause(clusterOf(stack, server));
export const resumeServer = (stack: Stack, server: StackServer): void => resume(clusterOf(stack, server));

/** Starts a server that was killed or stopped, on the same port, and returns when it takes connections. */
export async function startServer(stack: Stack, server: StackServer): Promise<void> {
  const cluster = clusterOf(stack, server);
  const { port } = cluster;
  await start(cluster);
  if (cluster.port === port) return;
  await stop(cluster);
  throw new Error(`port ${port} of the ${server} server has been taken by another process`);
}

/** Stops a server in good order and starts it again. */
export async function restartServer(stack: Stack, server: StackServer): Promise<void> {
  await stop(clusterOf(stack, server));
  await startServer(stack, server);
}

/** Ends the server of the edge functions, and the functions with it, until startFunctions. */
export async function killFunctions(stack: Stack): Promise<void> {
  await withLock(stack.directory, async () => {
    const saved = load(stack.directory);
    if (saved) await stopFunctions(stack.directory, saved);
  });
}

/** Serves the edge functions again, on the same port. */
export async function startFunctions(stack: Stack): Promise<void> {
  await withLock(stack.directory, async () => {
    const saved = load(stack.directory);
    if (!saved) throw new Error(`no stack in ${stack.directory}`);
    await serveFunctions(stack.directory, saved, () => {});
    if (saved.ports.api !== stack.ports.api) throw new Error(`port ${stack.ports.api} has been taken`);
  });
}

/** The third server, for tests that need a MySQL; the stack takes it down with itself. */
export async function startMariadb(stack: Stack, log: (line: string) => void = () => {}): Promise<mariadb.Mariadb> {
  installPackages(log, mariadbPackages);
  return withLock(stack.directory, async () => {
    const saved = load(stack.directory);
    if (!saved) throw new Error(`no stack in ${stack.directory}`);
    const maria = saved.mariadb ?? {
      data: join(saved.place, 'mariadb-data'),
      port: saved.ports.legacy + 10,
      password: randomBytes(18).toString('base64url'),
    };
    saved.mariadb = maria;
    // Before it runs, so that what a crash leaves is found again.
    save(stack.directory, saved);
    await mariadb.start(maria);
    save(stack.directory, saved);
    return maria;
  });
}

export async function stopMariadb(stack: Stack): Promise<void> {
  await withLock(stack.directory, async () => {
    const saved = load(stack.directory);
    if (!saved?.mariadb) return;
    await mariadb.remove(saved.mariadb);
    saved.mariadb = undefined;
    save(stack.directory, saved);
  });
}

/** A legacy server of PostgreSQL 13, for tests that need one. Answers with a stack whose legacy side is that server. */
export async function startOlderLegacy(stack: Stack, log: (line: string) => void = () => {}): Promise<Stack> {
  await installDebian11(log);
  return withLock(stack.directory, async () => {
    const saved = load(stack.directory);
    if (!saved) throw new Error(`no stack in ${stack.directory}`);
    if (saved.older && !saved.older.ready) await stop(saved.older);
    const isNew = !saved.older?.ready;
    const older: Saved['older'] & {} = saved.older ?? {
      data: join(saved.place, 'older-data'),
      port: saved.ports.legacy + 20,
      older: true,
    };
    saved.older = older;
    // Before it exists, so that what a crash leaves is found again.
    save(stack.directory, saved);
    const admin = new URL(stack.legacyAdminUrl);
    if (isNew) {
      initialize(older, admin.username, admin.password);
      configure(older, {});
    }
    await start(older, Object.values(saved.ports));
    const urls = {
      legacyDbUrl: withPort(stack.legacyDbUrl, older.port),
      legacyAdminUrl: withPort(stack.legacyAdminUrl, older.port),
      legacyAppUrl: withPort(stack.legacyAppUrl, older.port),
    };
    if (isNew) await bootstrapLegacy(urls.legacyAdminUrl, new URL(stack.legacyDbUrl).password, stack.agentPassword);
    older.ready = true;
    save(stack.directory, saved);
    return { ...stack, ...urls, ports: { ...stack.ports, legacy: older.port } };
  });
}

/** Stops it and deletes what it has stored. */
export async function stopOlderLegacy(stack: Stack): Promise<void> {
  await withLock(stack.directory, async () => {
    const saved = load(stack.directory);
    if (!saved?.older) return;
    await stop(saved.older);
    remove(saved.older);
    saved.older = undefined;
    save(stack.directory, saved);
  });
}
