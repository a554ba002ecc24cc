// One private PostgreSQL cluster. PostgreSQL refuses to run as root, so root runs it as the user postgres.
import { type ExecFileSyncOptions, execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { debian11, insideDebian11, olderBinaries } from './debian11.ts';
import { postgresBinaries } from './packages.ts';
import { freePort } from './ports.ts';
import { everyProcess, gone, inspect, type ProcessMark, send, terminate, workingFolder } from './processes.ts';

export type Cluster = {
  data: string;
  port: number /** Of PostgreSQL 13, which has another root folder. */;
  older?: true;
};

export type Account = { uid?: number; gid?: number };

/** The user whom servers run as: nobody in particular, or, for root, postgres. */
export function account(): Account {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })),
  );
  return { uid, gid };
}

function asServer(cluster: Cluster, tool: string, words: string[]): void {
  // Only what it needs: the PG… variables of the caller's shell are about some other server.
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };
  const options: ExecFileSyncOptions = { cwd: '/', env, stdio: ['ignore', 'ignore', 'pipe'] };
  const { uid, gid } = account();
  if (!cluster.older) {
    execFileSync(join(postgresBinaries, tool), words, { ...options, uid, gid });
    return;
  }
  const [command = '', ...rest] = insideDebian11(
    dirname(cluster.data),
    `${uid}:${gid}`,
    join(olderBinaries, tool),
    words,
  );
  env.PATH = `${env.PATH}:/usr/sbin:/sbin`;
  execFileSync(command, rest, options);
}

const mayEnter = (folder: string): boolean =>
  process.getuid?.() !== 0 || spawnSync('test', ['-x', folder], { ...account(), cwd: '/' }).status === 0;

/** A folder that the server's user can reach: in the stack's own, or where that is closed to others, a temporary one. */
export function placeForData(stackFolder: string): string {
  if (process.getuid?.() === 0) chmodSync(stackFolder, 0o711);
  if (mayEnter(stackFolder)) return stackFolder;
  const parent = [tmpdir(), '/tmp', '/var/tmp'].find((folder) => existsSync(folder) && mayEnter(folder));
  if (!parent) throw new Error(`the user postgres may enter neither ${stackFolder} nor a folder for temporary files`);
  const place = mkdtempSync(join(parent, 'cutover-stack-'));
  chmodSync(place, 0o711);
  return place;
}

export function initialize(cluster: Cluster, superuser: string, password: string): void {
  const { data } = cluster;
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const { uid, gid } = account();
  if (uid !== undefined && gid !== undefined) for (const path of [data, passwordFile]) chownSync(path, uid, gid);
  const words = [
    '-D',
    data,
    '-U',
    superuser,
    '-E',
    'UTF8',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-sync',
  ];
  try {
    asServer(cluster, 'initdb', [...words, '--locale=C.UTF-8']);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

export function configure(cluster: Cluster, settings: Record<string, string>): void {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    // None: a path below a checkout is soon longer than the 107 bytes that a socket's may have.
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %u@%d ',
    logging_collector: 'off',
    // Who waited for whom, for longer than deadlock_timeout: the first thing to ask when something was slow.
    log_lock_waits: 'on',
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
  writeFileSync(join(cluster.data, 'postgresql.auto.conf'), lines.join(''));
}

function postmaster(cluster: Cluster): (ProcessMark & { port: number }) | undefined {
  try {
    const lines = readFileSync(join(cluster.data, 'postmaster.pid'), 'utf8').split('\n');
    const info = inspect(Number(lines[0]));
    const words = info?.command.split(' ') ?? [];
    if (!info || !words[0]?.endsWith('postgres') || words[words.indexOf('-D') + 1] !== cluster.data) return undefined;
    return { pid: info.pid, started: info.started, port: Number(lines[3]) };
  } catch {
    return undefined;
  }
}

export const isRunning = (cluster: Cluster): boolean => postmaster(cluster) !== undefined;

/** Processes that outlived a killed postmaster. They hold the shared memory, so a new one would refuse to start. */
function orphans(cluster: Cluster): ProcessMark[] {
  if (!existsSync(cluster.data)) return [];
  const data = `${cluster.older ? debian11 : ''}${realpathSync(cluster.data)}`;
  return everyProcess().filter(({ pid, command }) => command.includes('postgres') && workingFolder(pid) === data);
}

async function killOrphans(cluster: Cluster): Promise<void> {
  await Promise.all(orphans(cluster).map((orphan) => terminate(orphan, 0)));
}

/** Starts it on its port, or, when that has been taken meanwhile, on another, which it remembers in `cluster`. */
export async function start(cluster: Cluster, taken: number[] = []): Promise<void> {
  const running = postmaster(cluster);
  if (running) {
    if (running.port > 0) cluster.port = running.port;
    return;
  }
  await killOrphans(cluster);
  // A pid file that a crash left behind may name a process of somebody else by now.
  rmSync(join(cluster.data, 'postmaster.pid'), { force: true });
  const log = join(cluster.data, 'server.log');
  for (let attempt = 1; ; attempt++) {
    cluster.port = await freePort(cluster.port, taken);
    const before = existsSync(log) ? statSync(log).size : 0;
    const options = ['-o', `-p ${cluster.port}`, '-w', '-t', '120', '-s'];
    try {
      asServer(cluster, 'pg_ctl', ['start', '-D', cluster.data, '-l', log, ...options]);
      return;
    } catch (error) {
      const text = existsSync(log) ? readFileSync(log).subarray(before).toString() : '';
      // Somebody was faster between our look and the start.
      if (attempt < 5 && /Address already in use/.test(text)) continue;
      const tail = text.split('\n').slice(-15).join('\n');
      throw new Error(`PostgreSQL in ${cluster.data} did not start:\n${tail}`, { cause: error });
    }
  }
}

export async function stop(cluster: Cluster): Promise<void> {
  const running = postmaster(cluster);
  if (running) {
    // The fast shutdown: sessions end, the data stays consistent.
    send(running, 'SIGINT');
    if (!(await gone([running], 20_000))) await kill(cluster);
  }
  await killOrphans(cluster);
}

/** Makes the whole server hang: its kernel still accepts connections and acknowledges packets, nobody answers. */
export function pause(cluster: Cluster): void {
  const running = postmaster(cluster);
  if (!running) throw new Error(`no server runs in ${cluster.data}`);
  // The postmaster first, so that it cannot start another child while they are counted.
  send(running, 'SIGSTOP');
  for (const child of everyProcess().filter(({ parent }) => parent === running.pid)) send(child, 'SIGSTOP');
}

export function resume(cluster: Cluster): void {
  const running = postmaster(cluster);
  if (!running) return;
  for (const child of everyProcess().filter(({ parent }) => parent === running.pid)) send(child, 'SIGCONT');
  send(running, 'SIGCONT');
}

/** kill -9 of the postmaster and every backend, as a power cut would. */
export async function kill(cluster: Cluster): Promise<void> {
  const running = postmaster(cluster);
  if (!running) return;
  // Stopped first, so that it cannot start another child while they are counted.
  send(running, 'SIGSTOP');
  const everybody: ProcessMark[] = [running, ...everyProcess().filter(({ parent }) => parent === running.pid)];
  for (const each of everybody) send(each, 'SIGKILL');
  await gone(everybody, 10_000);
  await killOrphans(cluster);
}
