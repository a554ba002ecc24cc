// Unmodified pgbench as the load: started, ended in good order, its own report and transaction log read.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environment } from '../stack/environment.ts';
import { postgresBinaries } from '../stack/packages.ts';

export const pgbench = join(postgresBinaries, 'pgbench');

/** Where pgbench finds its four tables: it names them without a schema, so the search path decides. */
export type Place = { url: string; schema: string };

function connection({ url, schema }: Place): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    ...environment(),
    LC_ALL: 'C',
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
    PGOPTIONS: `-c search_path=${schema}`,
  };
}

/** pgbench -i. The steps are pgbench's own: drop, tables, generate, primary keys, foreign keys. */
export function initialize(place: Place, steps: 'dtpf' | 'dtgpf', scale: number): void {
  const ran = spawnSync(pgbench, ['-i', '-q', '-n', `-I${steps}`, '--foreign-keys', `-s${scale}`], {
    env: connection(place),
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`pgbench -i failed: ${ran.stderr || ran.error?.message}`);
}

export type Protocol = 'simple' | 'prepared';

/** A write that a client was told is committed. */
export type Acknowledged = { at: number; latencyMs: number };

export type Report = {
  /** As pgbench counts them. */
  processed: number;
  failed: number;
  /** Clients that the guard refused: pgbench ends a client at its first error. */
  refused: number;
  /** Clients that ended for any other reason. */
  aborted: string[];
  /** What the server said of each transaction that failed, with its details; their clients go on. */
  errors: string[];
  acknowledged: Acknowledged[];
};

const running = new Set<ChildProcess>();

/** For the end of the demo, however it comes. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

const numberAfter = (text: string, label: string): number | undefined => {
  const found = new RegExp(`^${label}: (\\d+)`, 'm').exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

/**
 * Columns of --log: client, transaction, microseconds it took, script, then when it ended: seconds and microseconds; with a
 * rate also how many of the microseconds it began late. Those are taken off: a busy machine runs late, a pause shows by itself.
 */
export function readLog(prefix: string, pid: number): Acknowledged[] {
  const file = `${prefix}.${pid}`;
  return (
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' '))
      // Of a transaction that did not end well, the log has a word in place of the time.
      .filter((fields) => /^\d+$/.test(fields[2] ?? ''))
      .map((fields) => ({
        at: Number(fields[4]) * 1000 + Number(fields[5]) / 1000,
        latencyMs: (Number(fields[2]) - Number(fields[6] ?? 0)) / 1000,
      }))
  );
}

export type PgbenchOptions = {
  place: Place;
  protocol: Protocol;
  clients: number;
  /** Transactions per second, all clients together. */
  rate: number;
  logs: string;
  /** A file with the transaction, instead of pgbench's own. */
  script?: string;
  /** Called once, when the guard refuses the first of its clients. */
  onRefused?: () => void;
};

export class Pgbench {
  readonly report: Promise<Report>;
  readonly started = performance.now();
  readonly #child: ChildProcess;

  constructor({ place, protocol, clients, rate, logs, script, onRefused }: PgbenchOptions) {
    mkdirSync(logs, { recursive: true });
    const prefix = join(logs, `${place.schema}-${protocol}-${readdirSync(logs).length}`);
    const load = [`-c${clients}`, '-j1', `-M${protocol}`, `-R${rate}`, '-T1800', '-n', '--max-tries=1'];
    if (script) load.push('-f', script);
    const child = spawn(
      pgbench,
      [...load, '--failures-detailed', '--verbose-errors', '--log', `--log-prefix=${prefix}`],
      {
        env: connection(place),
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    running.add(child);
    let output = '';
    let refused = 0;
    const aborted: string[] = [];
    const errors: string[] = [];
    const messages: string[] = [];
    child.stdout.on('data', (data) => {
      output += data;
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      messages.push(line);
      if (/client \d+ got an error/.test(line)) errors.push(line);
      else if (errors.length > 0 && !line.startsWith('pgbench:')) errors.push(`${errors.pop()} ${line.trim()}`);
      if (!/client \d+ .*aborted/.test(line)) return;
      // The guard's message, CT701; pgbench does not print codes.
      if (/ERROR: +Writes to \S+ are blocked: /.test(line)) {
        refused += 1;
        if (refused === 1) onRefused?.();
      } else {
        aborted.push(line);
      }
    });
    this.report = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        running.delete(child);
        const processed = numberAfter(output, 'number of transactions actually processed');
        const failed = numberAfter(output, 'number of failed transactions');
        if (processed === undefined || failed === undefined || (code !== 0 && refused + aborted.length === 0)) {
          reject(new Error(`pgbench ended with ${code ?? signal}:\n${messages.slice(-5).join('\n')}`));
        } else {
          resolve({ processed, failed, refused, aborted, errors, acknowledged: readLog(prefix, child.pid!) });
        }
      });
    });
    // Whoever awaits it learns of a failure; until then it is nobody's unhandled rejection.
    this.report.catch(() => {});
  }

  /** SIGALRM is how pgbench ends itself when its time (-T) is up: transactions under way finish, then it reports. */
  stop(): void {
    this.#child.kill('SIGALRM');
  }
}
