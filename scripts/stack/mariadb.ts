// A private MariaDB server, the stand-in for a MySQL behind a wrapper. Only tests that need it ask for it. Debian's package
// mariadb-server-core holds the server without its system service, so installing it starts nothing.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { account } from './cluster.ts';
import { freePort } from './ports.ts';
import { inspect, isAlive, mark, type ProcessMark, terminate } from './processes.ts';

export type Mariadb = { data: string; port: number; password: string; server?: ProcessMark };

const environment = { PATH: `${process.env.PATH ?? ''}:/usr/sbin`, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
const options = (maria: Mariadb) => ({ ...account(), cwd: maria.data, env: environment });

/** Runs SQL with the client, not through the wrapper that is under test. One line a row, columns parted by tabs. */
export function query(maria: Mariadb, sql: string, database = 'shop'): string {
  const words = [
    '--no-defaults',
    '--host=127.0.0.1',
    `--port=${maria.port}`,
    '--user=cutover',
    '--default-character-set=utf8mb4',
  ];
  return execFileSync('mariadb', [...words, '--batch', '--skip-column-names', database], {
    input: sql,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...environment, MYSQL_PWD: maria.password },
    stdio: ['pipe', 'pipe', 'pipe'],
  }).trimEnd();
}

/** Creates it when there is none, starts it when it does not run, and returns when it takes connections. */
export async function start(maria: Mariadb): Promise<void> {
  if (isAlive(maria.server)) return;
  if (!existsSync(join(maria.data, 'mysql'))) create(maria);
  maria.port = await freePort(maria.port);
  const log = openSync(join(maria.data, 'server.log'), 'a', 0o600);
  const child = spawn(
    'mariadbd',
    [
      '--no-defaults',
      `--datadir=${maria.data}`,
      `--port=${maria.port}`,
      '--bind-address=127.0.0.1',
      // Relative to the data: a path below a checkout is soon longer than a socket's may be.
      '--socket=mariadb.sock',
      '--pid-file=mariadb.pid',
      '--init-file=init.sql',
      '--character-set-server=utf8mb4',
      '--performance-schema=off',
      '--innodb-buffer-pool-size=64M',
      '--innodb-flush-log-at-trx-commit=2',
    ],
    { ...options(maria), detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  child.unref();
  maria.server = child.pid === undefined ? undefined : mark(child.pid);
  const until = performance.now() + 30_000;
  while (isAlive(maria.server) && performance.now() < until) {
    try {
      query(maria, 'select 1', 'shop');
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  const said = readFileSync(join(maria.data, 'server.log'), 'utf8').split('\n').slice(-15).join('\n');
  throw new Error(`MariaDB in ${maria.data} did not start:\n${said}`);
}

function create(maria: Mariadb): void {
  rmSync(maria.data, { recursive: true, force: true });
  mkdirSync(maria.data, { mode: 0o700 });
  const init = join(maria.data, 'init.sql');
  writeFileSync(
    init,
    [
      'create database if not exists shop character set utf8mb4;',
      `create user if not exists 'cutover'@'127.0.0.1' identified by '${maria.password}';`,
      `grant all on shop.* to 'cutover'@'127.0.0.1';`,
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
  const { uid, gid } = account();
  if (uid !== undefined && gid !== undefined) for (const path of [maria.data, init]) chownSync(path, uid, gid);
  execFileSync(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${maria.data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { ...options(maria), stdio: 'pipe' },
  );
}

/** Stops it and deletes what it has stored. */
export async function remove(maria: Mariadb): Promise<void> {
  await stop(maria);
  rmSync(maria.data, { recursive: true, force: true });
}

export async function stop(maria: Mariadb): Promise<void> {
  // Its mark is lost when whoever started it died before writing it down.
  const pid = Number(
    existsSync(join(maria.data, 'mariadb.pid')) ? readFileSync(join(maria.data, 'mariadb.pid'), 'utf8') : 0,
  );
  const found = inspect(pid);
  const left = maria.server ?? (found?.command.includes(`--datadir=${maria.data}`) ? found : undefined);
  if (left) await terminate(left, 20_000);
  maria.server = undefined;
}
