// Run by Deno, with the right to talk to the address that it is given: one switch, one look.

import { createReadSwitch, overFunction, rolloutBucket } from '../../../packages/shared/src/read-switch/index.ts';
import vectors from '../../../packages/shared/src/read-switch/rollout-vectors.json' with { type: 'json' };

const { Deno } = globalThis as unknown as { Deno: { args: string[] } };
const reads = createReadSwitch({
  scope: 'everyone',
  transport: overFunction({ url: Deno.args[0] ?? '', apiKey: 'sb_secret_x' }),
  tables: { orders: 'legacy' },
});
await reads.ready;
const wrong = vectors.filter(({ salt, subject, bucket }) => rolloutBucket(salt, subject) !== bucket);
console.log(JSON.stringify({ look: reads.look('orders', 'a'), wrong }));
reads.close();
