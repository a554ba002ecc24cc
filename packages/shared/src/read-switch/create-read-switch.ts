// A cache of what the project says about reads, renewed in the background. Asking it costs no request and never fails.
import {
  type ReadConfiguration,
  type ReadSides,
  readConfiguration,
  readSides,
  type Side,
  type TableReads,
} from './answers.ts';
import { type Decision, decideReadSide, type ReadReason } from './decide-read-side.ts';
import { callsForAnotherLook } from './guard-refusal.ts';
import type { Transport } from './transport.ts';

export type ReadSwitchOptions<Table extends string> = {
  /** `everyone`: knows the configuration and decides for any subject. `own`: knows the sides of who is signed in, and no one else's. */
  scope: 'everyone' | 'own';
  transport: Transport;
  /** The tables that will be asked about, and the side that answers each while nothing is known. */
  tables: Readonly<Record<Table, Side>>;
  /** A change, such as a rollback, is followed within this time and that of one request. Default: 5 seconds. */
  refreshMs?: number;
  /** What is known counts for as long as this when the project cannot be reached; then the defaults do. Default: 5 minutes. */
  maximumAgeMs?: number;
};

export type Look = {
  side: Side;
  /** `own`: the project has decided. `default`: nothing is known, or nothing recent enough. */
  reason: ReadReason | 'own' | 'default';
  /** The last request failed: this is what was known before. */
  stale: boolean;
};

export type ReadSwitchEvent<Table extends string = string> =
  /** The first answer is there. */
  | { kind: 'ready' }
  /** Reads of these tables may go elsewhere from now on. */
  | { kind: 'changed'; tables: Table[] }
  /** A request failed, for the first time since the last answer. */
  | { kind: 'stale'; error: unknown }
  /** The project answers again. */
  | { kind: 'fresh' }
  /** What is known is too old: the defaults hold. */
  | { kind: 'expired'; tables: Table[] };

type Watching<Table extends string> = {
  /** The tables that may be asked about. */
  readonly tables: readonly Table[];
  /** Resolves when the first request has been answered, or has failed. Never rejects. */
  ready: Promise<void>;
  /** Calls the listener with each event; the answer ends that. */
  onChange(listener: (event: ReadSwitchEvent<Table>) => void): () => void;
  /** Asks the project now. Resolves when it has answered, or failed to. Never rejects. */
  refresh(): Promise<void>;
  /** For an error that the application met: if the guard refused a write (CT701), asks the project now, and answers true afterwards. */
  report(error: unknown): Promise<boolean>;
  /** How old the answer is that counts; null when there is none. */
  ageMs(): number | null;
  /** Ends all requests; what is known stays as it is. */
  close(): void;
};

/** Decides for any subject: a tenant, else a user. */
export type ReadSwitch<Table extends string = string> = Watching<Table> & {
  side(table: Table, subject: string | null): Side;
  look(table: Table, subject: string | null): Look;
};

/** Knows the sides of who is signed in. */
export type OwnReadSwitch<Table extends string = string> = Watching<Table> & {
  side(table: Table): Side;
  look(table: Table): Look;
  /** Drops what is known, because somebody else signed in; then asks again. */
  changeCaller(): Promise<void>;
};

/** However many ask for it, the project is not asked more often. */
const MINIMUM_GAP_MS = 250;
/** A project that is away is asked less and less often, but at least so often. */
const MAXIMUM_BACKOFF_MS = 30_000;
/** For how long one request may take, at least. */
const MINIMUM_PATIENCE_MS = 5_000;

const now = (): number => performance.now();

type Known = { tables: Map<string, TableReads | Side>; seen: Map<string, string>; at: number };

function fromConfiguration(answer: unknown): Pick<Known, 'tables' | 'seen'> {
  const { tables } = readConfiguration.parse(answer) satisfies ReadConfiguration;
  const raw = (answer as { tables: { table: string }[] }).tables;
  return {
    tables: new Map(tables.map((reads) => [reads.table, reads])),
    seen: new Map(raw.map((reads) => [reads.table, JSON.stringify(reads)])),
  };
}

function fromSides(answer: unknown): Pick<Known, 'tables' | 'seen'> {
  const entries = Object.entries(readSides.parse(answer) satisfies ReadSides);
  return { tables: new Map(entries), seen: new Map(entries) };
}

function checked(name: string, value: number, minimum: number): number {
  // setTimeout takes what is larger for nothing.
  if (Number.isFinite(value) && value >= minimum && value < 2 ** 31) return value;
  throw new RangeError(`${name} is ${value}; it has to be a number of milliseconds from ${minimum} to ${2 ** 31 - 1}.`);
}

export function createReadSwitch<Table extends string>(
  options: ReadSwitchOptions<Table> & { scope: 'everyone' },
): ReadSwitch<Table>;
export function createReadSwitch<Table extends string>(
  options: ReadSwitchOptions<Table> & { scope: 'own' },
): OwnReadSwitch<Table>;
export function createReadSwitch<Table extends string>({
  scope,
  transport,
  tables,
  refreshMs: givenRefreshMs = 5_000,
  maximumAgeMs: givenMaximumAgeMs = 300_000,
}: ReadSwitchOptions<Table>): ReadSwitch<Table> & OwnReadSwitch<Table> {
  const refreshMs = checked('refreshMs', givenRefreshMs, 100);
  const maximumAgeMs = checked('maximumAgeMs', givenMaximumAgeMs, refreshMs);
  const patienceMs = Math.max(refreshMs, MINIMUM_PATIENCE_MS);
  const names = Object.keys(tables) as Table[];

  let known: Known | undefined;
  let everKnown = false;
  let failures = 0;
  let closed = false;
  let running: AbortController | undefined;
  let begunAt = Number.NEGATIVE_INFINITY;
  // Those that wait for a request which begins later than now.
  let waiting: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let expiry: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<(event: ReadSwitchEvent<Table>) => void>();

  function tell(event: ReadSwitchEvent<Table>): void {
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch (error) {
        console.error('A listener of the read switch failed:', error);
      }
    }
  }

  function current(): Known | undefined {
    return known && now() - known.at <= maximumAgeMs ? known : undefined;
  }

  /** Those of the tables about which this says something else than that. */
  function different(before: Known | undefined, after: Known | undefined): Table[] {
    return names.filter((name) => before?.seen.get(name) !== after?.seen.get(name));
  }

  function accept(answer: unknown, askedAt: number): void {
    const before = current();
    // What is known is as old as the question, not as the answer.
    known = { ...(scope === 'own' ? fromSides(answer) : fromConfiguration(answer)), at: askedAt };
    const failed = failures > 0;
    failures = 0;
    clearTimeout(expiry);
    expiry = later(() => {
      if (!closed && known) tell({ kind: 'expired', tables: names.filter((name) => known?.seen.has(name)) });
    }, maximumAgeMs);
    const first = !everKnown;
    everKnown = true;
    if (first) {
      tell({ kind: 'ready' });
      return;
    }
    if (failed) tell({ kind: 'fresh' });
    const changed = different(before, known);
    if (changed.length > 0) tell({ kind: 'changed', tables: changed });
  }

  async function ask(): Promise<void> {
    const controller = new AbortController();
    running = controller;
    begunAt = now();
    const askedAt = begunAt;
    const served = waiting;
    waiting = [];
    const { signal } = controller;
    const patience = setTimeout(
      () => controller.abort(new Error(`The project did not answer within ${patienceMs} ms.`)),
      patienceMs,
    );
    try {
      // A transport that does not heed the signal holds nobody up.
      const givenUp = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
      const asked = scope === 'own' ? transport.sides(names, signal) : transport.configuration(signal);
      const answer = await Promise.race([asked, givenUp]);
      if (running === controller) accept(answer, askedAt);
    } catch (error) {
      if (running === controller) {
        failures += 1;
        if (failures === 1) tell({ kind: 'stale', error });
      }
    } finally {
      clearTimeout(patience);
      for (const done of served) done();
      if (running === controller) {
        running = undefined;
        plan();
      }
    }
  }

  function pauseMs(): number {
    if (waiting.length > 0) return MINIMUM_GAP_MS;
    // Sooner by chance, never later: many switches do not ask in step, and the promised time holds.
    if (failures === 0) return refreshMs * (0.8 + 0.2 * Math.random());
    const backoff = Math.min(refreshMs * 2 ** (failures - 1), Math.max(refreshMs, MAXIMUM_BACKOFF_MS));
    return backoff * (0.5 + 0.5 * Math.random());
  }

  /** Plans the next request, counted from the beginning of the last. */
  function plan(): void {
    clearTimeout(timer);
    if (closed) return;
    const inMs = Math.max(0, begunAt + pauseMs() - now());
    // A process that has nothing else to do may end, unless somebody waits for the answer.
    timer = waiting.length > 0 ? setTimeout(ask, inMs) : later(ask, inMs);
  }

  function refresh(): Promise<void> {
    if (closed) return Promise.resolve();
    return new Promise((done) => {
      waiting.push(done);
      if (!running) plan();
    });
  }

  /** The request on its way concerns nobody any more. */
  function abandon(why: string): void {
    const abandoned = running;
    running = undefined;
    abandoned?.abort(new Error(why));
  }

  function look(table: Table, subject: string | null = null): Look {
    const fallback: Look = {
      side: Object.hasOwn(tables, table) ? tables[table] : 'legacy',
      reason: 'default',
      stale: failures > 0,
    };
    const reads = current()?.tables.get(table);
    if (reads === undefined) return fallback;
    const decision: Decision | { side: Side; reason: 'own' } =
      typeof reads === 'string' ? { side: reads, reason: 'own' } : decideReadSide(reads, subject);
    return { ...decision, stale: failures > 0 };
  }

  const ready = new Promise<void>((done) => waiting.push(done));
  void ask();

  return {
    tables: names,
    ready,
    look,
    side: (table: Table, subject: string | null = null) => look(table, subject).side,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    async report(error) {
      if (!callsForAnotherLook(error)) return false;
      await refresh();
      return true;
    },
    ageMs() {
      const held = current();
      return held ? now() - held.at : null;
    },
    changeCaller() {
      const before = known;
      known = undefined;
      clearTimeout(expiry);
      abandon('Somebody else is signed in.');
      const changed = different(before, undefined);
      if (changed.length > 0) tell({ kind: 'changed', tables: changed });
      return refresh();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(expiry);
      abandon('The read switch is closed.');
      for (const done of waiting) done();
      waiting = [];
      listeners.clear();
    },
  };
}

/** setTimeout that keeps no process alive, where there are processes. */
function later(work: () => void, ms: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(work, ms);
  // Browsers count timers; Node hands out objects.
  (timer as { unref?: () => void }).unref?.();
  return timer;
}
