// Reads that have left the legacy server do not need it: it is stopped, and they notice nothing, before the flip and after it.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { killServer, resetStack, type Stack, startServer, stopStack } from '../../scripts/stack/index.ts';
import { command, connect, createGroup, drive, type Group, makeReady } from './group.ts';

let stack: Stack;
let sql: Sql;
let legacy: Sql;
let group: Group;

beforeAll(async () => {
  stack = await resetStack({ dir: '.stack-reads', functions: false });
  sql = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
  group = await createGroup(sql, legacy, stack, 'postgres', 'reads');
  await makeReady(sql, 'reads');
}, 300_000);

afterAll(async () => {
  await sql?.end({ timeout: 1 }).catch(() => {});
  await legacy?.end({ timeout: 1 }).catch(() => {});
  await stopStack({ dir: '.stack-reads' });
}, 120_000);

test('the legacy server is stopped', async () => {
  const fresh = async (): Promise<number> => {
    // A session that has no connection over there yet, as one of a pool that grows.
    const session = connect(stack.dbUrl);
    try {
      const [row] = await session.unsafe(
        `select count(*)::int as count from ${group.routedSchema}.owner o join ${group.routedSchema}.item i on i.owner_id = o.id`,
      );
      return row?.count as number;
    } finally {
      await session.end({ timeout: 1 });
    }
  };
  await command(sql, 'switch_read_source', { group: 'reads', read_source: 'supabase', reason: 'test' });
  await killServer(stack, 'legacy');
  expect(await fresh()).toBe(1000);
  await startServer(stack, 'legacy');
  await command(sql, 'switch_read_source', { group: 'reads', read_source: 'dual', reason: 'test' });
  // The gated form names both sides: this is what the other one is for.
  await killServer(stack, 'legacy');
  await expect(fresh()).rejects.toThrow(/connect/);
  await startServer(stack, 'legacy');
  await makeReady(sql, 'reads');
  const run = await command(sql, 'execute', { group: 'reads' });
  expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
  await killServer(stack, 'legacy');
  expect(await fresh()).toBe(1000);
});
