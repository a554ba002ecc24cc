// A Debian 11 in a folder, for the PostgreSQL 13 in it: Debian 12 offers only 15. The servers run with that folder as their root and
// see one folder of ours in it, over a mount that ends with them. Only tests that need it ask for it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { installPackages } from './packages.ts';

const cache = '/var/cache/cutover';
export const debian11 = join(cache, 'debian-11');
export const olderBinaries = '/usr/lib/postgresql/13/bin';

/** Why it cannot be had here; undefined if it can be. */
export function debian11Hindrance(): string | undefined {
  if (process.getuid?.() !== 0)
    return 'a Debian 11 beside this system takes root; run it once with: sudo npm test -- older-legacy';
  if (!existsSync('/usr/bin/apt-get'))
    return 'a Debian 11 comes from the mirror of a Debian; this system has no apt-get';
  return undefined;
}

/** Where this system has its own packages from; empty: wherever debootstrap looks by itself. */
function mirror(): string[] {
  const told = spawnSync(
    'apt-get',
    ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', 'Label: Debian'],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  return (told.stdout ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, 1);
}

/** Fetches it when it is not there yet, which takes about a minute. It is renamed when it is complete, so half of one is never used. */
export async function installDebian11(log: (line: string) => void): Promise<void> {
  const hindrance = debian11Hindrance();
  if (hindrance) throw new Error(hindrance);
  const complete = (): boolean => existsSync(join(debian11, olderBinaries, 'postgres'));
  if (complete()) return;
  installPackages(log, { '/usr/sbin/debootstrap': 'debootstrap' });
  mkdirSync(cache, { recursive: true });
  await withLock(cache, async () => {
    if (complete()) return;
    log('fetching a Debian 11, for its PostgreSQL 13');
    const fresh = `${debian11}.new`;
    for (const left of [fresh, debian11]) rmSync(left, { recursive: true, force: true });
    const words = ['--variant=minbase', '--include=postgresql-13', 'bullseye', fresh, ...mirror()];
    const ran = spawnSync('/usr/sbin/debootstrap', words, {
      encoding: 'utf8',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      maxBuffer: 64 * 1024 * 1024,
    });
    if (ran.status !== 0) {
      const said = `${ran.stdout ?? ''}${ran.stderr ?? ran.error?.message ?? ''}`.split('\n').slice(-15).join('\n');
      throw new Error(`Debian 11 could not be fetched:\n${said}\nThe command was:\n  debootstrap ${words.join(' ')}`);
    }
    rmSync(join(fresh, 'var/cache/apt/archives'), { recursive: true, force: true });
    renameSync(fresh, debian11);
  });
}

// The mounts are of this process and its children alone, and end with the last of them. The accounts are this system's, so that
// the files of the server belong to its postgres.
const enter = `set -e
root=$1 place=$2 user=$3
shift 3
mkdir -p "$root$place"
mount --bind "$place" "$root$place"
mount --rbind /dev "$root/dev"
for file in passwd group; do mount --bind "/etc/$file" "$root/etc/$file"; done
exec chroot --userspec="$user" "$root" "$@"`;

/** The command that runs a program of it, which sees `place` under the same path as we do. */
export const insideDebian11 = (place: string, user: string, program: string, words: string[]): string[] => [
  'unshare',
  '--mount',
  'sh',
  '-c',
  enter,
  'sh',
  debian11,
  place,
  user,
  program,
  ...words,
];
