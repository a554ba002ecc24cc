// PostgreSQL with the extensions that the stack needs: Debian's packages, installed when we may, asked for when we may not.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const needed: Record<string, string> = {
  '/usr/lib/postgresql/15/bin/postgres': 'postgresql-15',
  '/usr/share/postgresql/15/extension/pg_cron.control': 'postgresql-15-cron',
  '/usr/share/postgresql/15/extension/pgtap.control': 'postgresql-15-pgtap',
  '/usr/share/postgresql/15/extension/plpgsql_check.control': 'postgresql-15-plpgsql-check',
  '/usr/share/perl5/TAP/Parser/SourceHandler/pgTAP.pm': 'libtap-parser-sourcehandler-pgtap-perl',
};

/** What a MySQL as legacy side takes; the server's package without the system service. */
export const mariadbPackages: Record<string, string> = {
  '/usr/sbin/mariadbd': 'mariadb-server-core',
  '/usr/bin/mariadb': 'mariadb-client-core',
  '/usr/share/postgresql/15/extension/mysql_fdw.control': 'postgresql-15-mysql-fdw',
};

/** A pooler, for tests of pooled sessions. */
export const pgbouncerPackages: Record<string, string> = { '/usr/sbin/pgbouncer': 'pgbouncer' };

/** A terminal, for tests of what is shown and typed in one. */
export const terminalPackages: Record<string, string> = {
  '/usr/bin/tmux': 'tmux',
  '/usr/share/bash-completion/bash_completion': 'bash-completion',
};

export const postgresBinaries = '/usr/lib/postgresql/15/bin';

/** Optional: part of the server package on Debian. */
export const hasStatStatements = (): boolean =>
  existsSync('/usr/share/postgresql/15/extension/pg_stat_statements.control');

const missingPackages = (wanted: Record<string, string>): string[] =>
  Object.entries(wanted)
    .filter(([file]) => !existsSync(file))
    .map(([, name]) => name);

function apt(...words: string[]): { done: boolean; output: string } {
  const ran = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...words], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  });
  return { done: ran.status === 0, output: `${ran.stdout ?? ''}${ran.stderr ?? ''}`.trim() };
}

/** Debian starts a cluster of its own with a newly installed server. Ours are private, so for this one installation it must not. */
function withoutMainCluster<T>(body: () => T): T {
  const folder = '/etc/postgresql-common/createcluster.d';
  const isNew = !existsSync(folder);
  const file = join(folder, 'cutover-stack.conf');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\n');
  try {
    return body();
  } finally {
    rmSync(file, { force: true });
    try {
      if (isNew) rmdirSync(folder);
    } catch {
      // The package has put something there: it is its folder now.
    }
  }
}

/** Debian starts the service of a newly installed package. Ours are private; a policy that somebody has set already stays. */
function withoutServices<T>(body: () => T): T {
  const file = '/usr/sbin/policy-rc.d';
  if (existsSync(file)) return body();
  writeFileSync(file, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return body();
  } finally {
    rmSync(file, { force: true });
  }
}

export function installPackages(log: (line: string) => void, wanted = needed): void {
  const missing = missingPackages(wanted);
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0)
    throw new Error(`Packages are missing. Install them once with:\n  sudo sh -c '${command}'`);
  log(`installing ${missing.join(', ')}`);
  const install = (): { done: boolean; output: string } => apt('install', '-y', '--no-install-recommends', ...missing);
  const outcome = withoutServices(() =>
    withoutMainCluster(() => {
      const first = install();
      if (first.done) return first;
      // The package lists may be missing, or so old that their versions are gone from the mirror.
      const update = apt('update');
      return update.done ? install() : update;
    }),
  );
  if (!outcome.done || missingPackages(wanted).length > 0) {
    throw new Error(`The packages could not be installed:\n${outcome.output}\nThe command was:\n  ${command}`);
  }
}
