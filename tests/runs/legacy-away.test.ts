// The legacy server is killed, or hangs, after the switch. It costs backlog: writers on supabase notice nothing, other groups
// go on, nothing waits for ever, and when the server is back both sides are equal.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  killServer,
  pauseServer,
  resetStack,
  resumeServer,
  type Stack,
  startServer,
  stopStack,
} from '../../scripts/stack/index.ts';
import {
  command,
  connect,
  content,
  createGroup,
  drive,
  type Group,
  makeReady,
  reconcile,
  settle,
  startWorkers,
  tryCommand,
  writeSource,
} from './group.ts';
import { lost, Writer } from './ledger.ts';

let stack: Stack;
let sql: Sql;
let legacy: Sql;
let moved: Group;
let other: Group;
let firstId = 1_000_000;

beforeAll(async () => {
  stack = await resetStack({ dir: '.stack-away', functions: false });
  sql = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
  await command(sql, 'set_setting', { key: 'legacy_timeout_seconds', value: 5 });
  moved = await createGroup(sql, legacy, stack, 'postgres', 'moved');
  // Of the same source: where one worker waits for it, the other must not wait for this one.
  await createGroup(sql, legacy, stack, 'postgres', 'neighbour', moved.source);
  other = await createGroup(sql, legacy, stack, 'local', 'other');
  await makeReady(sql, 'moved');
  const run = await command(sql, 'execute', { group: 'moved' });
  expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
}, 300_000);

afterAll(async () => {
  await sql?.end({ timeout: 1 }).catch(() => {});
  await legacy?.end({ timeout: 1 }).catch(() => {});
  await stopStack({ dir: '.stack-away' });
}, 120_000);

async function until<T>(what: string, look: () => Promise<T | undefined | false>, patienceMs = 60_000): Promise<T> {
  for (const end = Date.now() + patienceMs; ; ) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const longestGap = (writer: Writer, from: number): number => {
  const times = writer.acknowledged.map(({ at }) => at).filter((at) => at >= from);
  return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
};

/** How long a row of the other group takes to arrive. */
async function otherGroupTakes(id: number): Promise<number> {
  const began = performance.now();
  await sql.unsafe(`insert into ${other.legacySchema}.owner (id, name) values (${id}, 'seen')`);
  await until('a row of the other group arrives', async () => {
    const rows = await sql.unsafe(`select from ${other.supabaseSchema}.owner where id = ${id}`);
    return rows.length > 0;
  });
  return performance.now() - began;
}

const failures: [string, () => void | Promise<void>, () => void | Promise<void>][] = [
  ['is killed', () => killServer(stack, 'legacy'), () => startServer(stack, 'legacy')],
  ['hangs', () => pauseServer(stack, 'legacy'), () => resumeServer(stack, 'legacy')],
];

describe.each(failures)('a legacy server that %s', (_failure, fail, recover) => {
  test('costs backlog, not correctness, and never blocks writers', async () => {
    firstId += 100_000;
    const writer = new Writer(stack, moved, firstId, 'supabase');
    onTestFinished(() => writer.stop());
    const pipeline = startWorkers(stack.dbUrl);
    onTestFinished(() => pipeline.stop());
    onTestFinished(() => recover());
    await until('writers write', async () => writer.acknowledged.length > 100);

    // Twice, so that it happens once with an open connection and, after the first pause, once more.
    for (const round of [1, 2]) {
      await fail();
      const failedAt = performance.now();
      const before = writer.acknowledged.length;
      const waits: number[] = [];
      for (let i = 0; i < 3; i += 1) waits.push(await otherGroupTakes(firstId + round * 10 + i));
      await until('the failure is noticed', async () => {
        const [health] = await sql<
          { failures: number }[]
        >`select failures from cutover.source_health where failures >= 2`;
        return health;
      });
      for (let i = 3; i < 6; i += 1) waits.push(await otherGroupTakes(firstId + round * 10 + i));
      expect(Math.max(...waits), 'the other group goes on').toBeLessThan(4000);
      const [backlog] = await until('the backlog is seen', async () => {
        const rows = await sql<{ entries: number; age: number }[]>`
          select b.entries::int, extract(epoch from clock_timestamp() - b.oldest_at)::float as age from cutover.backlogs b
          join cutover.cutover_tables t on t.id = b.table_id where t.name = 'moved_owner' and b.entries > 100`;
        return rows.length > 0 && rows;
      });
      expect(backlog?.age).toBeGreaterThan(0);
      const status = (await command(sql, 'status', { group: 'moved' })) as {
        groups: [{ source_health: { failures: number }; tables: [{ backlog: { entries: number } }] }];
      };
      expect(status.groups[0].source_health.failures).toBeGreaterThan(0);
      expect(status.groups[0].tables.some(({ backlog: { entries } }) => entries > 0)).toBe(true);
      expect(writer.acknowledged.length - before, 'writers went on').toBeGreaterThan(100);
      expect(longestGap(writer, failedAt), 'and never waited').toBeLessThan(1000);
      expect(writer.refused).toEqual([]);
      await recover();
      await until('it is noticed that it is back', async () => {
        const [health] = await sql<
          { failures: number }[]
        >`select failures from cutover.source_health where failures > 0`;
        return health === undefined;
      });
    }
    await writer.stop();
    await pipeline.stop();
    await legacy.end({ timeout: 1 }).catch(() => {});
    legacy = connect(stack.legacyDbUrl);
    await settle(sql, 'moved');
    await reconcile(sql, 'moved');
    expect(await lost(sql, moved.supabaseSchema, writer.acknowledged)).toEqual([]);
    expect(await lost(legacy, moved.legacySchema, writer.acknowledged)).toEqual([]);
    expect(await content(legacy, moved.legacySchema)).toBe(await content(sql, moved.supabaseSchema));
    const [drift] = await sql<
      { count: number }[]
    >`select count(*)::int from cutover.drifted_rows where resolved_at is null`;
    expect(drift?.count).toBe(0);
  });

  test.each(['drain', 'immediate'])(
    'releases a rollback (%s) that cannot be, without holding writers',
    async (mode) => {
      firstId += 100_000;
      const writer = new Writer(stack, moved, firstId, 'supabase');
      onTestFinished(() => writer.stop());
      onTestFinished(() => recover());
      await until('writers write', async () => writer.acknowledged.length > 20);
      await fail();
      const failedAt = performance.now();
      const answer = await tryCommand(sql, 'rollback', { group: 'moved', mode, reason: 'test' });
      expect(answer.ok).toBe(true);
      const ended = await drive(sql, answer.result.run_id as string);
      expect(ended).toMatchObject({ status: 'released', error: { code: 'CT501' } });
      expect(performance.now() - failedAt, 'it does not hang').toBeLessThan(30_000);
      const after = writer.acknowledged.length;
      await until('writers go on', async () => writer.acknowledged.length > after + 20);
      expect(longestGap(writer, failedAt), 'they never waited').toBeLessThan(1000);
      expect(await writeSource(sql, 'moved')).toBe('supabase');
      await recover();
      await writer.stop();
      expect(writer.refused).toEqual([]);
      await settle(sql, 'moved');
    },
  );
});

test('a rollback completes once it is back', async () => {
  const run = await command(sql, 'rollback', { group: 'moved', reason: 'test' });
  expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
  expect(await content(legacy, moved.legacySchema)).toBe(await content(sql, moved.supabaseSchema));
});
