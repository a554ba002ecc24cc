// Where a subject stands, and which side answers it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideReadSide, rolloutBucket, type TableReads } from '../../../packages/shared/src/read-switch/index.ts';
import vectors from '../../../packages/shared/src/read-switch/rollout-vectors.json' with { type: 'json' };

const dual = (split: Partial<TableReads['split'] & object>): TableReads => ({
  table: 'orders',
  read_source: 'dual',
  write_source: 'legacy',
  split: { percentage: 0, pinned: new Set(), excluded: new Set(), salt: 'shop', ...split },
});

describe('rolloutBucket', () => {
  test.each(vectors)('$salt : $subject', ({ salt, subject, bucket }) => {
    expect(rolloutBucket(salt, subject)).toBe(bucket);
  });

  test('a share of subjects is as large as its percentage', () => {
    // 100,000 subjects; five standard deviations: a fair hash is outside once in 1.7 million times, and these subjects are fixed.
    const subjects = Array.from({ length: 100_000 }, (_, index) => rolloutBucket('shop', `subject-${index}`));
    for (const percentage of [0.5, 1, 5, 12.34, 25, 50, 90]) {
      const share = percentage / 100;
      const chosen = subjects.filter((bucket) => bucket < percentage * 100).length;
      const deviation = Math.sqrt(subjects.length * share * (1 - share));
      expect(Math.abs(chosen - subjects.length * share), `${percentage} %`).toBeLessThan(5 * deviation);
    }
  });

  test('two salts choose independently', () => {
    const both = Array.from({ length: 100_000 }, (_, index) => `subject-${index}`).filter(
      (subject) => rolloutBucket('one', subject) < 5000 && rolloutBucket('two', subject) < 5000,
    ).length;
    expect(Math.abs(both - 25_000)).toBeLessThan(5 * Math.sqrt(100_000 * 0.25 * 0.75));
  });
});

describe('decideReadSide', () => {
  test('a ramp never moves a subject back', () => {
    const percentage = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), percentage, percentage, (subject, salt, a, b) => {
        const at = (value: number) => decideReadSide(dual({ percentage: value, salt }), subject).side;
        return !(at(Math.min(a, b)) === 'supabase' && at(Math.max(a, b)) === 'legacy');
      }),
      { seed: 20261125, numRuns: 5_000 },
    );
  });

  test('every hundredth of a percent is the border that it says', () => {
    // A subject in each of these buckets, and the percentage on either side of it.
    const found = new Map<number, string>();
    for (let index = 0; found.size < 2_000; index += 1) found.set(rolloutBucket('shop', `s${index}`), `s${index}`);
    for (const [bucket, subject] of found) {
      const at = (hundredths: number) =>
        decideReadSide(dual({ percentage: Number((hundredths / 100).toFixed(2)) }), subject);
      expect(at(bucket).side, `${bucket}`).toBe('legacy');
      expect(at(bucket + 1).side, `${bucket}`).toBe('supabase');
    }
  });

  test('nobody at 0 %, everybody at 100 %', () => {
    for (const { subject } of vectors) {
      expect(decideReadSide(dual({ percentage: 0 }), subject)).toEqual({ side: 'legacy', reason: 'split' });
      expect(decideReadSide(dual({ percentage: 100 }), subject)).toEqual({ side: 'supabase', reason: 'split' });
    }
  });

  test('who is excluded is not pinned, who is pinned is not counted', () => {
    const split = { percentage: 100, pinned: new Set(['a', 'b']), excluded: new Set(['b', 'c']) };
    expect(decideReadSide(dual(split), 'b')).toEqual({ side: 'legacy', reason: 'excluded' });
    expect(decideReadSide(dual(split), 'c')).toEqual({ side: 'legacy', reason: 'excluded' });
    expect(decideReadSide(dual({ ...split, percentage: 0 }), 'a')).toEqual({ side: 'supabase', reason: 'pinned' });
  });

  test('without a subject the truth answers, and without a split nobody is split', () => {
    expect(decideReadSide({ ...dual({ percentage: 100 }), write_source: 'legacy' }, null).side).toBe('legacy');
    expect(decideReadSide({ ...dual({ percentage: 0 }), write_source: 'supabase' }, null)).toEqual({
      side: 'supabase',
      reason: 'no_subject',
    });
    // As in SQL, an empty subject is a subject.
    expect(decideReadSide(dual({ percentage: 100 }), '')).toEqual({ side: 'supabase', reason: 'split' });
    expect(decideReadSide({ ...dual({}), split: null }, 'a').side).toBe('legacy');
  });

  test('a table that is not split has one answer', () => {
    for (const source of ['legacy', 'supabase'] as const) {
      const reads = { ...dual({ percentage: 50, excluded: new Set(['a']) }), read_source: source };
      expect(decideReadSide(reads, 'a')).toEqual({ side: source, reason: 'source' });
      expect(decideReadSide(reads, null)).toEqual({ side: source, reason: 'source' });
    }
  });
});
