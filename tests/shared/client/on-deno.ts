// Run by Deno, with the right to talk to the address that it is given: a call and a stream.
import { createCutoverClient } from '../../../packages/shared/src/client/index.ts';

const { Deno } = globalThis as unknown as { Deno: { args: string[] } };
const client = createCutoverClient({ url: Deno.args[0] ?? '', secretKey: 'sb_secret_x' });
const called = await client.call('cutover-status');
const heard: unknown[] = [];
for await (const event of client.stream('cutover-status')) heard.push(event);
console.log(JSON.stringify({ called, heard }));
