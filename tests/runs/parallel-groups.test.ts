// Four groups of one legacy source go over at the same time, and back, each driven by a connection of its own, while writers write
// to all of them and two workers keep the pipeline going: no deadlock, each flips as one, and nothing is lost.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runningStack } from '../support/stack.ts';
import {
  command,
  connect,
  content,
  createGroup,
  drive,
  dropGroup,
  type Group,
  type Kind,
  makeReady,
  type RunStatus,
  type Side,
  settle,
  startWorkers,
} from './group.ts';
import { lost, Writer } from './ledger.ts';

const stack = runningStack();
let sql: Sql;
let legacy: Sql;

beforeAll(() => {
  sql = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
});

afterAll(async () => {
  for (const connection of [sql, legacy]) await connection?.end({ timeout: 1 });
});

async function deadlocks(connection: Sql): Promise<number> {
  const [row] = await connection<{ count: number }[]>`
    select deadlocks::int as count from pg_stat_database where datname = current_database()`;
  return row?.count ?? 0;
}

describe.each<Kind>(['local', 'postgres'])('%s legacy', (kind) => {
  const groups: Group[] = [];
  const prefix = `parallel_${randomUUID().slice(0, 4)}`;

  beforeAll(async () => {
    for (const number of [1, 2, 3, 4]) {
      groups.push(await createGroup(sql, legacy, stack, kind, `${prefix}_${number}`, groups[0]?.source));
    }
  });

  afterAll(async () => {
    for (const group of groups) await dropGroup(sql, legacy, group);
  });

  async function allAtOnce(
    from: Side,
    operation: (group: Group, at: number) => Record<string, unknown>,
  ): Promise<void> {
    const there = kind === 'local' ? sql : legacy;
    const to: Side = from === 'legacy' ? 'supabase' : 'legacy';
    const before = (await deadlocks(sql)) + (await deadlocks(legacy));
    const writers = groups.map(
      (group, at) => new Writer(stack, group, (from === 'legacy' ? 1 : 2) * 1_000_000 + at * 1000, from),
    );
    const pipeline = startWorkers(stack.dbUrl);
    onTestFinished(async () => {
      await Promise.all(writers.map((writer) => writer.stop()));
      await pipeline.stop();
    });
    const ended = await Promise.all(
      groups.map(async (group, at): Promise<RunStatus> => {
        const connection = connect(stack.dbUrl);
        try {
          const run = await command(connection, from === 'legacy' ? 'execute' : 'rollback', operation(group, at));
          return await drive(connection, run.run_id as string);
        } finally {
          await connection.end({ timeout: 1 });
        }
      }),
    );
    expect(ended.map(({ status, error }) => [status, error])).toEqual(groups.map(() => ['completed', null]));
    const then = writers.map(({ acknowledged }) => acknowledged.length);
    for (const [at, writer] of writers.entries()) {
      for (let tries = 0; writer.acknowledged.length < (then[at] ?? 0) + 5; tries += 1) {
        if (tries > 1000) throw new Error(`writers do not get on: ${writer.refused.slice(-3).join(', ')}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await writer.stop();
    }
    await pipeline.stop();
    for (const [at, group] of groups.entries()) {
      await settle(sql, group.name);
      const tables = await sql<{ write_source: Side; read_source: Side }[]>`
        select write_source, read_source from cutover.cutover_tables t join cutover.table_groups g on g.id = t.group_id where g.name = ${group.name}`;
      expect(tables.map(({ write_source, read_source }) => [write_source, read_source])).toEqual([
        [to, to],
        [to, to],
      ]);
      const acknowledged = writers[at]?.acknowledged ?? [];
      expect(acknowledged.length).toBeGreaterThan(10);
      expect(await lost(there, group.legacySchema, acknowledged)).toEqual([]);
      expect(await lost(sql, group.supabaseSchema, acknowledged)).toEqual([]);
      expect(await content(sql, group.supabaseSchema)).toBe(await content(there, group.legacySchema));
      // Refusals are those of the guard alone, and only where somebody writes past the routed view.
      expect((writers[at]?.refused ?? []).filter((code) => kind === 'local' || code !== 'CT701')).toEqual([]);
    }
    expect((await deadlocks(sql)) + (await deadlocks(legacy)), 'deadlocks').toBe(before);
    const [audit] = await sql<{ ok: boolean }[]>`select ok from cutover.verify_audit_log()`;
    expect(audit?.ok).toBe(true);
  }

  test('go over at once', async () => {
    for (const group of groups) await makeReady(sql, group.name);
    await allAtOnce('legacy', ({ name }) => ({ group: name }));
  });

  test('come back at once, in both modes', async () => {
    await allAtOnce('supabase', ({ name }, at) => ({
      group: name,
      reason: 'test',
      mode: at % 2 === 0 ? 'drain' : 'immediate',
    }));
  });
});
