// Where a subject stands: the same number as cutover_private.rollout_bucket(salt, subject).
import { sha256 } from '@noble/hashes/sha2.js';

/** Buckets are hundredths of a percent. */
export const BUCKETS = 10_000;

const encoder = new TextEncoder();

/** Between 0 and 9999: the first 4 bytes of sha256(salt:subject), big-endian, modulo 10000. */
export function rolloutBucket(salt: string, subject: string): number {
  const hash = sha256(encoder.encode(`${salt}:${subject}`));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0) % BUCKETS;
}
