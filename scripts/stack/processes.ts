// Processes that this stack started, and only those: a pid may have been given to somebody else since.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

export type ProcessMark = {
  pid: number;
  /** When it began, in the system's own words; together with the pid it names one process for ever. */
  started: string;
};

export type ProcessInfo = ProcessMark & { parent: number; command: string };

const procfs = existsSync('/proc/self/stat');
const boot = procfs ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : '';

/** What runs under this pid; undefined if nothing does, or only what is left of it. */
export function inspect(pid: number): ProcessInfo | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  if (!procfs) {
    const ps = spawnSync('ps', ['-o', 'stat=,ppid=,lstart=,command=', '-p', String(pid)], { encoding: 'utf8' });
    const found = /^(\S+)\s+(\d+)\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d+)\s+(.*)$/.exec((ps.stdout ?? '').trim());
    if (!found || found[1]?.startsWith('Z')) return undefined;
    return { pid, parent: Number(found[2]), started: found[3] ?? '', command: found[4] ?? '' };
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything: count from the last one. State is field 3 then, the start field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parent: Number(fields[1]), started: `${boot}/${fields[19]}`, command };
  } catch {
    return undefined;
  }
}

export function mark(pid: number): ProcessMark | undefined {
  const info = inspect(pid);
  return info && { pid, started: info.started };
}

export const isAlive = (known: ProcessMark | undefined): known is ProcessMark =>
  known !== undefined && inspect(known.pid)?.started === known.started;

export function everyProcess(): ProcessInfo[] {
  const pids = procfs
    ? readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    : (spawnSync('ps', ['-A', '-o', 'pid='], { encoding: 'utf8' }).stdout ?? '').split(/\s+/);
  return pids.map((pid) => inspect(Number(pid))).filter((info) => info !== undefined);
}

/** The folder that a process works in, where the system tells. */
export function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

export function send(known: ProcessMark, signal: NodeJS.Signals): void {
  if (!isAlive(known)) return;
  try {
    process.kill(known.pid, signal);
  } catch {
    // Gone in between.
  }
}

export async function gone(known: ProcessMark[], patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (known.some(isAlive)) {
    if (performance.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

/** Asks it to end; ends it when it does not. */
export async function terminate(known: ProcessMark, graceMs: number): Promise<void> {
  if (graceMs > 0) {
    send(known, 'SIGTERM');
    if (await gone([known], graceMs)) return;
  }
  send(known, 'SIGKILL');
  await gone([known], 5000);
}
