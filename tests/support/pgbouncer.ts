// PgBouncer in front of the stack's database, for tests of pooled sessions. Debian's 1.18 does not know max_prepared_statements: in
// transaction mode a named prepared statement is found again only where the pool has a single server connection.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { account } from '../../scripts/stack/cluster.ts';
import { installPackages, pgbouncerPackages } from '../../scripts/stack/packages.ts';
import { freePort } from '../../scripts/stack/ports.ts';
import { connect } from './database.ts';

export type Pool = 'one' | 'several' | 'session';

/** Starts it for the length of a test. The answer is the URL of a pool: `one` and `several` server connections, given to a transaction, or to a session. */
export async function startPgbouncer(url: string): Promise<(pool: Pool) => string> {
  installPackages((line) => console.error(line), pgbouncerPackages);
  const target = new URL(url);
  const port = await freePort(Number(target.port) + 30);
  const folder = mkdtempSync(join(tmpdir(), 'cutover-pgbouncer-'));
  const server = `host=${target.hostname} port=${target.port} dbname=${target.pathname.slice(1)} user=${target.username} password=${decodeURIComponent(target.password)}`;
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    [
      '[databases]',
      `one = ${server} pool_size=1`,
      `several = ${server} pool_size=3`,
      `session = ${server} pool_size=10 pool_mode=session`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = transaction',
      'ignore_startup_parameters = extra_float_digits',
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
  // It refuses to run as root.
  const { uid, gid } = account();
  if (uid !== undefined && gid !== undefined) for (const path of [folder, file]) chownSync(path, uid, gid);
  const child = spawn('/usr/sbin/pgbouncer', ['--quiet', file], {
    uid,
    gid,
    cwd: '/',
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  onTestFinished(async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  });
  const through = (pool: Pool): string => `postgresql://pooled@127.0.0.1:${port}/${pool}`;
  await answers(through('one'), child, () => said);
  return through;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function answers(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const until = performance.now() + 10_000; ; ) {
    const sql = connect(url);
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (child.exitCode !== null || performance.now() > until) {
        throw new Error(`PgBouncer does not answer:\n${said()}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      await sql.end({ timeout: 1 }).catch(() => {});
    }
  }
}
