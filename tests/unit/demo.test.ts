// The demo's verdict: what is measured as a pause, and that each broken promise is noticed.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Findings } from '../../scripts/demo/journey.ts';
import { writePause } from '../../scripts/demo/pause.ts';
import { report } from '../../scripts/demo/promises.ts';

const acknowledged = (...times: number[]) => times.map((at) => ({ at, latencyMs: 1 }));

describe('the write pause', () => {
  test('lasts from the last write before the flip to the first after it, in whatever order they are told', () => {
    expect(writePause(acknowledged(10, 40, 20, 130, 110), 70)).toBe(70);
  });
  test('is without end when nobody writes any more', () => {
    expect(writePause(acknowledged(10, 20), 70)).toBe(Number.POSITIVE_INFINITY);
  });
});

const sums = { accounts: 7, tellers: 7, branches: 7, deltas: 7, rows: 500, history: 100 };
const good = (): Findings => ({
  kind: 'postgres',
  pauses: { routed: { cutover: 100, rollback: 999 }, straight: { cutover: 100, rollback: 999 } },
  slowestMs: 5000,
  processed: 100,
  failed: 0,
  failures: [],
  refused: 17,
  probed: { written: 50, legacy: 50, supabase: 50 },
  drift: {
    before: { rows: 400, differing: 0 },
    after: { rows: 400, differing: 0 },
    end: { rows: 500, differing: 0 },
  },
  sums: { legacy: { ...sums }, supabase: { ...sums } },
  rollback: { waiting: 10_000, tookMs: 2000 },
  audit: { ok: true, rows: 30, problem: null },
});

describe('the report', () => {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  afterEach(() => printed.mockClear());

  test('is content when every promise was kept', () => {
    expect(report([good(), good()])).toBe(true);
    expect(printed.mock.calls.flat().join('\n')).not.toContain('BROKEN');
  });

  const broken: [string, (found: Findings) => void][] = [
    ['a long pause of routed writers', (found) => (found.pauses.routed.cutover = 1000)],
    ['a long pause of straight writers', (found) => (found.pauses.straight!.rollback = 1000)],
    ['no write after the flip', (found) => (found.pauses.routed.rollback = Number.POSITIVE_INFINITY)],
    ['a failed transaction', (found) => (found.failed = 1)],
    ['a transaction lost on legacy', (found) => (found.sums.legacy.history = 99)],
    ['a transaction lost on supabase', (found) => (found.sums.supabase.history = 99)],
    ['a write through the routed view lost', (found) => (found.probed!.legacy = 49)],
    ['drift before', (found) => (found.drift.before.differing = 1)],
    ['drift after the flip', (found) => (found.drift.after.differing = 1)],
    ['drift at the end', (found) => (found.drift.end.differing = 1)],
    ['drift that is not known', (found) => (found.drift.end.differing = Number.NaN)],
    ['rows that were not compared', (found) => (found.drift.end.rows = 499)],
    ['sums that differ on one side', (found) => (found.sums.legacy.tellers = 8)],
    ['too few rows to replay', (found) => (found.rollback.waiting = 9999)],
    ['a slow way back', (found) => (found.rollback.tookMs = 30_000)],
    ['a broken audit chain', (found) => (found.audit.ok = false)],
  ];
  test.each(broken)('notices %s, in either kind', (_, change) => {
    const found = good();
    change(found);
    expect(report([good(), found])).toBe(false);
    expect(printed.mock.calls.flat().join('\n')).toContain('BROKEN');
  });
});
