// A dry run on a legacy server does not stop its writers: rows that go on changing are no reason to refuse.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runningStack } from '../support/stack.ts';
import { command, connect, createGroup, type Group, makeReady, writeSource } from './group.ts';

const stack = runningStack();
let sql: Sql;
let legacy: Sql;
let group: Group;

beforeAll(async () => {
  sql = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
  group = await createGroup(sql, legacy, stack, 'postgres', 'rehearsed_busy');
  await makeReady(sql, group.name);
});

afterAll(async () => {
  for (const connection of [sql, legacy]) await connection?.end({ timeout: 1 });
});

test('a dry run passes while the same rows are written again and again', async () => {
  let writing = true;
  let written = 0;
  const writer = (async () => {
    while (writing) {
      await legacy.unsafe(`update ${group.legacySchema}.owner set total = total + 1 where id <= 5`);
      written += 1;
    }
  })();
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      const before = written;
      const plan = await command(sql, 'execute', { group: group.name, dry_run: true });
      expect(plan).toMatchObject({ would_pass: true });
      expect(plan.predicted_write_pause_ms).toBeLessThan(5000);
      expect(written, 'writers go on').toBeGreaterThan(before);
    }
  } finally {
    writing = false;
    await writer;
  }
  expect(await writeSource(sql, group.name)).toBe('legacy');
});
