// A backfill while writers write, two workers share the pipeline, and one of them is ended in the middle: exact in the end.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runningStack } from '../support/stack.ts';
import {
  command,
  connect,
  content,
  createGroup,
  dropGroup,
  type Kind,
  reconcile,
  settle,
  startWorkers,
} from './group.ts';
import { lost, Writer } from './ledger.ts';

const stack = runningStack();
let sql: Sql;
let legacy: Sql;

beforeAll(async () => {
  sql = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
  await command(sql, 'set_setting', { key: 'backfill_chunk_ms', value: 20 });
});

afterAll(async () => {
  await command(sql, 'set_setting', { key: 'backfill_chunk_ms', value: 500 });
  for (const connection of [sql, legacy]) await connection?.end({ timeout: 1 });
});

type Progress = { rows_done: number; rows_per_second: number | null; finishes_at: string | null; status: string };

describe.each<Kind>(['local', 'postgres'])('%s legacy', (kind) => {
  test('backfill and live capture together are exact', async () => {
    const group = await createGroup(sql, legacy, stack, kind, `filled_${kind}_${randomUUID().slice(0, 4)}`);
    const there = kind === 'local' ? sql : legacy;
    const [{ id }] = (await sql`select id from cutover.table_groups where name = ${group.name}`) as [{ id: string }];
    // Written and deleted while nothing is captured: only the backfill can bring it.
    await sql`select cutover_private.lock_group(${id}), cutover_private.stop_capture(${id}, 'test')`;
    await there.unsafe(`
      insert into ${group.legacySchema}.owner (id, name) select i, 'bulk ' || i from generate_series(10000, 39999) i;
      insert into ${group.legacySchema}.item select i, 1, 'bulk' from generate_series(10000, 19999) i;
      delete from ${group.legacySchema}.item where owner_id <= 50;
      analyze ${group.legacySchema}.owner;`);

    const writer = new Writer(stack, group, 1_000_000, 'legacy');
    onTestFinished(() => writer.stop());
    await command(sql, 'start_backfill', { group: group.name });
    const pipeline = startWorkers(stack.dbUrl);
    onTestFinished(() => pipeline.stop());

    const seen: Progress[] = [];
    let ended = false;
    for (const patience = Date.now() + 90_000; ; ) {
      const rows = await sql<Progress[]>`
        select b.rows_done::int, b.rows_per_second::float, b.finishes_at, b.status from cutover.backfills b
        join cutover.cutover_tables t on t.id = b.table_id where t.group_id = ${id} order by t.position`;
      if (rows.every(({ status }) => status === 'completed')) break;
      if (rows[0]) seen.push(rows[0]);
      if (!ended && (rows[0]?.rows_done ?? 0) > 5000) {
        const killed =
          await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'call cutover_private.run_pipeline%' limit 1`;
        ended = killed.length === 1;
      }
      if (Date.now() > patience) throw new Error(`the backfill does not end: ${JSON.stringify(rows)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const during = writer.acknowledged.length;
    await writer.stop();
    await pipeline.stop();
    await settle(sql, group.name);

    expect(ended, 'one worker was ended').toBe(true);
    expect(during, 'writers wrote meanwhile').toBeGreaterThan(50);
    expect(writer.refused).toEqual([]);
    const running = seen.filter(({ status, rows_done }) => status === 'running' && rows_done > 0);
    expect(new Set(running.map(({ rows_done }) => rows_done)).size, 'in many chunks').toBeGreaterThan(3);
    expect(running.every((each) => (each.rows_per_second ?? 0) > 0 && each.finishes_at !== null)).toBe(true);
    expect(await lost(there, group.legacySchema, writer.acknowledged)).toEqual([]);
    expect(await lost(sql, group.supabaseSchema, writer.acknowledged)).toEqual([]);
    expect(await content(sql, group.supabaseSchema)).toBe(await content(there, group.legacySchema));
    await reconcile(sql, group.name);
    const [drift] = await sql<{ count: number }[]>`
      select count(*)::int from cutover.drifted_rows d join cutover.cutover_tables t on t.id = d.table_id
      where t.group_id = ${id} and d.resolved_at is null`;
    expect(drift?.count).toBe(0);
    await dropGroup(sql, legacy, group);
  });
});
