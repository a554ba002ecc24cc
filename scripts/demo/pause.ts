// The write pause as the clients saw it.
import type { Acknowledged } from './pgbench.ts';

/**
 * Milliseconds from the last write acknowledged to any client before the flip to the first one after it. At flippedAt, the
 * moment before the flip commits, writers are held on both sides, so whatever was acknowledged earlier was written to the side that was left.
 */
export function writePause(acknowledged: Acknowledged[], flippedAt: number): number {
  let last = Number.NEGATIVE_INFINITY;
  let first = Number.POSITIVE_INFINITY;
  for (const { at } of acknowledged) {
    if (at <= flippedAt) last = Math.max(last, at);
    else first = Math.min(first, at);
  }
  return first - last;
}
