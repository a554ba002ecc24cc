// What the switch says while time passes and the project answers, fails, hangs or changes its mind. The clock is the test's.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createReadSwitch,
  type OwnReadSwitch,
  type ReadSwitch,
  type ReadSwitchEvent,
  type Transport,
} from '../../../packages/shared/src/read-switch/index.ts';

const tables = { orders: 'legacy', customers: 'supabase' } as const;
type Table = keyof typeof tables;
type Answer = unknown;

const configuration = (orders: string, customers = 'supabase'): Answer => ({
  environment: 'production',
  tables: [
    { table: 'orders', read_source: orders, write_source: 'legacy', split: null },
    { table: 'customers', read_source: customers, write_source: 'supabase', split: null },
  ],
});

/** A project that does what the test says, and counts. */
function project(first: () => Answer | Promise<Answer>) {
  const here = { answer: first, asked: 0, open: 0, mostOpen: 0, askedAt: [] as number[] };
  const ask = async (): Promise<Answer> => {
    here.asked += 1;
    here.askedAt.push(performance.now());
    here.open += 1;
    here.mostOpen = Math.max(here.mostOpen, here.open);
    try {
      return await here.answer();
    } finally {
      here.open -= 1;
    }
  };
  return Object.assign(here, { configuration: ask, sides: ask }) satisfies Transport;
}

const away = (): never => {
  throw new Error('away');
};
const closing: { close(): void }[] = [];
const kinds = (events: ReadSwitchEvent[]): string[] => events.map(({ kind }) => kind);

function server(transport: Transport, options: { refreshMs?: number; maximumAgeMs?: number } = {}) {
  const reads: ReadSwitch<Table> = createReadSwitch({ scope: 'everyone', transport, tables, ...options });
  closing.push(reads);
  const events: ReadSwitchEvent<Table>[] = [];
  reads.onChange((event) => events.push(event));
  return { reads, events };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  for (const reads of closing.splice(0)) reads.close();
  vi.useRealTimers();
});

describe('at the start', () => {
  test('the defaults hold until the first answer, and nobody waits for it', async () => {
    const here = project(() => configuration('supabase', 'legacy'));
    const { reads, events } = server(here);
    expect([reads.side('orders', 'a'), reads.side('customers', 'a')]).toEqual(['legacy', 'supabase']);
    expect(reads.look('orders', 'a')).toEqual({ side: 'legacy', reason: 'default', stale: false });
    expect(reads.ageMs()).toBeNull();
    await reads.ready;
    expect([reads.side('orders', 'a'), reads.side('customers', 'a')]).toEqual(['supabase', 'legacy']);
    expect(reads.look('orders', 'a')).toEqual({ side: 'supabase', reason: 'source', stale: false });
    expect(kinds(events)).toEqual(['ready']);
    expect(here.asked).toBe(1);
  });

  test('a project that is away makes ready all the same', async () => {
    const { reads, events } = server(project(away));
    await reads.ready;
    expect(reads.look('orders', 'a')).toEqual({ side: 'legacy', reason: 'default', stale: true });
    expect(kinds(events)).toEqual(['stale']);
  });

  test('numbers that cannot be meant are refused', () => {
    for (const refreshMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31]) {
      expect(() => server(project(away), { refreshMs })).toThrow(/refreshMs/);
    }
    expect(() => server(project(away), { refreshMs: 5000, maximumAgeMs: 4000 })).toThrow(/maximumAgeMs/);
  });
});

describe('a rollback', () => {
  test('is followed within refreshMs, whatever chance says', async () => {
    for (const random of [0, 0.5, 0.999999]) {
      vi.spyOn(Math, 'random').mockReturnValue(random);
      const here = project(() => configuration('supabase'));
      const { reads, events } = server(here, { refreshMs: 5000 });
      await reads.ready;
      here.answer = () => configuration('legacy');
      await vi.advanceTimersByTimeAsync(5000);
      expect(reads.side('orders', 'a')).toBe('legacy');
      expect(events).toEqual([{ kind: 'ready' }, { kind: 'changed', tables: ['orders'] }]);
      reads.close();
    }
    vi.restoreAllMocks();
  });

  test('a slow request delays the next one by nothing', async () => {
    const here = project(() => new Promise((done) => setTimeout(() => done(configuration('supabase')), 900)));
    const { reads } = server(here, { refreshMs: 1000 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reads.side('orders', 'a')).toBe('supabase');
    for (const [index, at] of here.askedAt.slice(1).entries()) {
      expect(at - here.askedAt[index]!).toBeLessThanOrEqual(1000);
    }
    expect(here.mostOpen).toBe(1);
  });

  test('what answers nothing new tells nothing', async () => {
    const { reads, events } = server(project(() => configuration('supabase')));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kinds(events)).toEqual(['ready']);
    expect(reads.ageMs()).toBeLessThanOrEqual(5000);
  });
});

describe('a project that is away', () => {
  test('what was known last counts, then the defaults, then the project again', async () => {
    const here = project(() => configuration('supabase', 'legacy'));
    const { reads, events } = server(here, { refreshMs: 1000, maximumAgeMs: 60_000 });
    await reads.ready;
    here.answer = away;
    await vi.advanceTimersByTimeAsync(59_999);
    expect(reads.look('orders', 'a')).toEqual({ side: 'supabase', reason: 'source', stale: true });
    expect(kinds(events)).toEqual(['ready', 'stale']);
    await vi.advanceTimersByTimeAsync(2);
    expect(reads.look('orders', 'a')).toEqual({ side: 'legacy', reason: 'default', stale: true });
    expect(reads.side('customers', 'a')).toBe('supabase');
    expect(reads.ageMs()).toBeNull();
    expect(events.slice(2)).toEqual([{ kind: 'expired', tables: ['orders', 'customers'] }]);
    here.answer = () => configuration('supabase', 'legacy');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(reads.look('orders', 'a')).toEqual({ side: 'supabase', reason: 'source', stale: false });
    expect(events.slice(3)).toEqual([{ kind: 'fresh' }, { kind: 'changed', tables: ['orders', 'customers'] }]);
  });

  test('is asked less and less often, at random, but twice a minute at least', async () => {
    const here = project(away);
    server(here, { refreshMs: 1000 });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    const pauses = here.askedAt.slice(1).map((at, index) => at - here.askedAt[index]!);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
    for (const [index, pause] of pauses.slice(0, 5).entries()) {
      expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(1000 * 2 ** index);
    }
    expect(new Set(pauses.slice(6).map(Math.round)).size).toBeGreaterThan(5);
    expect(here.mostOpen).toBe(1);
  });

  test('one that hangs, and does not heed the signal, is given up', async () => {
    const here = project(() => new Promise(() => {}));
    const { reads, events } = server(here, { refreshMs: 1000 });
    await vi.advanceTimersByTimeAsync(5000);
    await reads.ready;
    expect(events).toMatchObject([{ kind: 'stale', error: new Error('The project did not answer within 5000 ms.') }]);
    here.answer = () => configuration('supabase');
    await vi.advanceTimersByTimeAsync(1000);
    expect(reads.side('orders', 'a')).toBe('supabase');
  });

  test('an answer that makes no sense is none', async () => {
    const here = project(() => configuration('supabase'));
    const { reads, events } = server(here, { refreshMs: 1000 });
    await reads.ready;
    for (const answer of [
      null,
      'x',
      {},
      { tables: [] },
      configuration('elsewhere'),
      { environment: 'x', tables: [7] },
    ]) {
      here.answer = () => answer;
      const refreshed = reads.refresh();
      await vi.advanceTimersByTimeAsync(250);
      await refreshed;
      expect(reads.look('orders', 'a')).toEqual({ side: 'supabase', reason: 'source', stale: true });
    }
    expect(kinds(events)).toEqual(['ready', 'stale']);
  });

  test('a table that the project does not know has its default', async () => {
    const here = project(() => ({ environment: 'x', tables: [] }));
    const { reads } = server(here);
    await reads.ready;
    expect(reads.look('customers', 'a')).toEqual({ side: 'supabase', reason: 'default', stale: false });
  });
});

describe('the guard', () => {
  const refusals = [
    { code: 'CT701', message: 'Writes to this side are blocked' },
    Object.assign(new Error('failed'), { cause: Object.assign(new Error('inner'), { code: 'CT701' }) }),
    { ok: false, error: { code: 'CT701' } },
  ];
  test.each(refusals)('makes the switch look at once: %j', async (refusal) => {
    const here = project(() => configuration('legacy'));
    const { reads } = server(here);
    await reads.ready;
    here.answer = () => configuration('supabase');
    const reported = reads.report(refusal);
    await vi.advanceTimersByTimeAsync(250);
    expect(await reported).toBe(true);
    expect(reads.side('orders', 'a')).toBe('supabase');
  });

  test.each([new Error('x'), { code: '23505' }, null, undefined, 'CT701'])('other errors do not: %j', async (error) => {
    const here = project(() => configuration('legacy'));
    const { reads } = server(here);
    await reads.ready;
    expect(await reads.report(error)).toBe(false);
    expect(here.asked).toBe(1);
  });

  test('an error that goes round in circles ends', async () => {
    const { reads } = server(project(() => configuration('legacy')));
    const error = new Error('x');
    error.cause = error;
    expect(await reads.report(error)).toBe(false);
  });

  test('a thousand reports are one request, and one more for those that came while it was under way', async () => {
    let finish: (answer: Answer) => void = () => {};
    const here = project(() => configuration('legacy'));
    const { reads } = server(here);
    await reads.ready;
    here.answer = () =>
      new Promise((done) => {
        finish = done;
      });
    const early = Array.from({ length: 1000 }, () => reads.report({ code: 'CT701' }));
    await vi.advanceTimersByTimeAsync(250);
    expect(here.asked).toBe(2);
    let lateIsDone = false;
    const late = reads.report({ code: 'CT701' }).then(() => {
      lateIsDone = true;
    });
    // This answer is older than the late report.
    finish(configuration('legacy'));
    await Promise.all(early);
    expect(lateIsDone).toBe(false);
    here.answer = () => configuration('supabase');
    await vi.advanceTimersByTimeAsync(250);
    await late;
    expect(here.asked).toBe(3);
    expect(reads.side('orders', 'a')).toBe('supabase');
    expect(here.mostOpen).toBe(1);
  });

  test('reports during an outage do not hammer the project', async () => {
    const here = project(away);
    const { reads } = server(here);
    await reads.ready;
    for (let turn = 0; turn < 100; turn += 1) {
      void reads.report({ code: 'CT701' });
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(here.asked).toBeLessThanOrEqual(6);
  });
});

describe('in a browser', () => {
  function own(transport: Transport) {
    const reads: OwnReadSwitch<Table> = createReadSwitch({ scope: 'own', transport, tables });
    closing.push(reads);
    const events: ReadSwitchEvent<Table>[] = [];
    reads.onChange((event) => events.push(event));
    return { reads, events };
  }

  test('the project decides', async () => {
    const { reads } = own(project(() => ({ orders: 'supabase' })));
    await reads.ready;
    expect(reads.look('orders')).toEqual({ side: 'supabase', reason: 'own', stale: false });
    expect(reads.look('customers')).toEqual({ side: 'supabase', reason: 'default', stale: false });
  });

  test('who signs in next does not get the sides of who was there before', async () => {
    const here = project(() => ({ orders: 'supabase' }));
    const { reads, events } = own(here);
    await reads.ready;
    // A request of the first user is under way when the second comes, and answers late.
    let finish: (answer: Answer) => void = () => {};
    here.answer = () =>
      new Promise((done) => {
        finish = done;
      });
    void reads.refresh();
    await vi.advanceTimersByTimeAsync(250);
    const ofTheFirst = finish;
    here.answer = () => ({ orders: 'legacy', customers: 'legacy' });
    const changed = reads.changeCaller();
    expect(reads.look('orders')).toMatchObject({ side: 'legacy', reason: 'default' });
    ofTheFirst({ orders: 'supabase' });
    await vi.advanceTimersByTimeAsync(249);
    expect(reads.look('orders')).toMatchObject({ reason: 'default' });
    await vi.advanceTimersByTimeAsync(1);
    await changed;
    expect(reads.look('customers')).toEqual({ side: 'legacy', reason: 'own', stale: false });
    expect(kinds(events)).toEqual(['ready', 'changed', 'changed']);
  });
});

describe('an answer that is too late', () => {
  /** An answer that the test gives. */
  function held(): { answer: () => Promise<Answer>; give: (answer: Answer) => void } {
    let give: (answer: Answer) => void = () => {};
    const promise = new Promise<Answer>((done) => {
      give = done;
    });
    return { answer: () => promise, give };
  }

  test('is dropped when the next user comes before it has been looked at', async () => {
    const late = held();
    // The promise itself: it has resolved, and what waits for it has not run yet, when the next user comes.
    const here = { answer: late.answer };
    const transport = { configuration: away, sides: () => here.answer() };
    const reads: OwnReadSwitch<Table> = createReadSwitch({ scope: 'own', transport, tables });
    closing.push(reads);
    const events: ReadSwitchEvent[] = [];
    reads.onChange((event) => events.push(event));
    here.answer = async () => away();
    late.give({ orders: 'supabase' });
    const changed = reads.changeCaller();
    await vi.advanceTimersByTimeAsync(250);
    await changed;
    expect(reads.look('orders')).toEqual({ side: 'legacy', reason: 'default', stale: true });
    expect(kinds(events)).toEqual(['stale']);
  });

  test('is dropped when the request was given up, and the next one has answered', async () => {
    const late = held();
    const here = project(late.answer);
    const { reads, events } = server(here, { refreshMs: 1000 });
    await vi.advanceTimersByTimeAsync(5000);
    here.answer = () => configuration('legacy');
    await vi.advanceTimersByTimeAsync(1000);
    late.give(configuration('supabase'));
    await vi.advanceTimersByTimeAsync(0);
    expect(reads.look('orders', 'a')).toEqual({ side: 'legacy', reason: 'source', stale: false });
    expect(kinds(events)).toEqual(['stale', 'ready']);
  });

  test('is dropped when the switch is closed', async () => {
    const late = held();
    const { reads, events } = server({ configuration: late.answer, sides: away });
    late.give(configuration('supabase'));
    reads.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(reads.look('orders', 'a')).toMatchObject({ side: 'legacy', reason: 'default' });
    expect(kinds(events)).toEqual([]);
  });
});

describe('the caller', () => {
  test('is safe from listeners that throw, and from those that leave', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
    const here = project(() => configuration('legacy'));
    const { reads, events } = server(here);
    reads.onChange(() => {
      throw new Error('listener');
    });
    const left: ReadSwitchEvent[] = [];
    const leave = reads.onChange((event) => left.push(event));
    await reads.ready;
    leave();
    here.answer = () => configuration('supabase');
    await vi.advanceTimersByTimeAsync(5000);
    expect(kinds(events)).toEqual(['ready', 'changed']);
    expect(kinds(left)).toEqual(['ready']);
    expect(complaints).toHaveBeenCalledTimes(2);
    vi.restoreAllMocks();
  });

  test('gets an answer whatever it asks', async () => {
    const { reads } = server(project(() => configuration('supabase')));
    await reads.ready;
    for (const odd of ['', '__proto__', 'constructor', 'toString', 7, null, undefined, {}] as never[]) {
      expect(reads.side(odd, 'a')).toBe('legacy');
      expect(reads.side('orders', odd)).toBe('supabase');
    }
  });

  test('that closes is done: nothing is asked or told any more, and nobody is left waiting', async () => {
    const here = project(() => configuration('supabase'));
    const { reads, events } = server(here);
    await reads.ready;
    here.answer = () => new Promise(() => {});
    const first = reads.refresh();
    await vi.advanceTimersByTimeAsync(250);
    const second = reads.refresh();
    reads.close();
    await Promise.all([first, second, reads.refresh()]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(here.asked).toBe(2);
    expect(kinds(events)).toEqual(['ready']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
