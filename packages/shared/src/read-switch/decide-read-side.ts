// Which side answers a subject: the same answer as cutover.read_side(table, subject).
import type { Side, TableReads } from './answers.ts';
import { BUCKETS, rolloutBucket } from './rollout-bucket.ts';

/** Why a side was chosen, in the order in which reasons are looked at. */
export type ReadReason = 'source' | 'no_subject' | 'excluded' | 'pinned' | 'split';

export type Decision = { side: Side; reason: ReadReason };

/** Percentages have two decimals, but 0.07 * 100 is not 7: whole numbers are compared. */
const inBuckets = (percentage: number): number => Math.round((percentage * BUCKETS) / 100);

export function decideReadSide(reads: TableReads, subject: string | null): Decision {
  if (reads.read_source !== 'dual') return { side: reads.read_source, reason: 'source' };
  if (subject === null) return { side: reads.write_source, reason: 'no_subject' };
  const { split } = reads;
  if (!split) return { side: 'legacy', reason: 'split' };
  if (split.excluded.has(subject)) return { side: 'legacy', reason: 'excluded' };
  if (split.pinned.has(subject)) return { side: 'supabase', reason: 'pinned' };
  const chosen = rolloutBucket(split.salt, subject) < inBuckets(split.percentage);
  return { side: chosen ? 'supabase' : 'legacy', reason: 'split' };
}
