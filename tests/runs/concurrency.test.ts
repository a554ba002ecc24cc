// Two of everything at once, each meeting proved by waiting on a lock, never by a pause.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runningStack } from '../support/stack.ts';
import {
  command,
  connect,
  createGroup,
  drive,
  type Group,
  type Kind,
  makeReady,
  settle,
  tryCommand,
  writeSource,
} from './group.ts';

const stack = runningStack();
let sql: Sql;
let other: Sql;
let legacy: Sql;

beforeAll(async () => {
  sql = connect(stack.dbUrl);
  other = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
});

afterAll(async () => {
  for (const connection of [sql, other, legacy]) await connection?.end({ timeout: 1 });
});

async function untilWaiting(pid: number): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    const [row] = await sql<{ waiting: boolean }[]>`
      select wait_event_type = 'Lock' as waiting from pg_stat_activity where pid = ${pid}`;
    if (row?.waiting) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`session ${pid} never waited`);
}

const pidOf = async (connection: Sql): Promise<number> => {
  const [row] = await connection<{ pid: number }[]>`select pg_backend_pid() as pid`;
  if (!row) throw new Error('no pid');
  return row.pid;
};

async function back(group: Group): Promise<void> {
  if ((await writeSource(sql, group.name)) === 'legacy') return;
  const run = await command(sql, 'rollback', { group: group.name, reason: 'test' });
  expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
}

describe.each<Kind>(['local', 'postgres'])('%s legacy', (kind) => {
  let group: Group;
  let there: Sql;

  beforeAll(async () => {
    group = await createGroup(sql, legacy, stack, kind, `meet_${kind}`);
    there = kind === 'local' ? other : legacy;
  }, 120_000);

  test('two operators execute at once: one run, one clear refusal', async () => {
    await makeReady(sql, group.name);
    const answers = await Promise.all([
      tryCommand(sql, 'execute', { group: group.name }),
      tryCommand(other, 'execute', { group: group.name }),
    ]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(answers.find(({ ok }) => !ok)?.error?.code).toBe('CT205');
    const run = answers.find(({ ok }) => ok)?.result.run_id as string;
    // Two drivers at the same run do its steps once.
    const ends = await Promise.all([drive(sql, run), drive(other, run)]);
    expect(ends.map(({ status }) => status)).toEqual(['completed', 'completed']);
    const steps = await sql<{ step: string; count: number }[]>`
      select step, count(*)::int as count from cutover.cutover_run_steps where run_id = ${run} group by step`;
    expect(steps.filter(({ count }) => count !== 1)).toEqual([]);
    await back(group);
  });

  test('a writer in flight is waited for, and what it commits goes over', async () => {
    await makeReady(sql, group.name);
    const writer = connect(kind === 'local' ? stack.dbUrl : stack.legacyDbUrl);
    await writer.unsafe('begin');
    await writer.unsafe(`insert into ${group.legacySchema}.owner (id, name) values (900001, 'in flight')`);
    const run = await command(sql, 'execute', { group: group.name });
    const driving = drive(other, run.run_id as string);
    // The barrier comes up against the writer at least once before the writer ends.
    const watcher = kind === 'local' ? sql : legacy;
    for (;;) {
      const [row] = await watcher<{ waits: boolean }[]>`
        select exists (select from pg_locks l where not l.granted and l.mode = 'ShareRowExclusiveLock') as waits`;
      if (row?.waits) break;
    }
    await writer.unsafe('commit');
    await writer.end();
    expect(await driving).toMatchObject({ status: 'completed' });
    const rows = await sql.unsafe(`select name from ${group.supabaseSchema}.owner where id = 900001`);
    expect(rows.map(({ name }) => name)).toEqual(['in flight']);
    await back(group);
  });

  test('a transaction that stays open makes the run give up: released, unchanged, the session named', async () => {
    await makeReady(sql, group.name);
    await sql`update cutover.settings set value = '1' where key = 'barrier_give_up_seconds'`;
    const writer = connect(kind === 'local' ? stack.dbUrl : stack.legacyDbUrl);
    try {
      await writer.unsafe('begin');
      await writer.unsafe(`insert into ${group.legacySchema}.owner (id, name) values (900002, 'open')`);
      const run = await command(sql, 'execute', { group: group.name });
      const ended = await drive(sql, run.run_id as string);
      expect(ended).toMatchObject({ status: 'released', error: { code: 'CT601' } });
      expect((ended.error as unknown as { details: string }).details).toContain(`pid ${await pidOf(writer)}`);
      await writer.unsafe('commit');
      expect(await writeSource(sql, group.name)).toBe('legacy');
      await there.unsafe(`insert into ${group.legacySchema}.owner (id, name) values (900003, 'goes on')`);
    } finally {
      await writer.end();
      await sql`update cutover.settings set value = '15' where key = 'barrier_give_up_seconds'`;
    }
    await settle(sql, group.name);
  });

  test('a REPEATABLE READ transaction that began before the flip cannot write after it', async () => {
    await makeReady(sql, group.name);
    const old = connect(kind === 'local' ? stack.dbUrl : stack.legacyDbUrl);
    await old.unsafe('begin isolation level repeatable read');
    await old.unsafe('select 1');
    const run = await command(sql, 'execute', { group: group.name });
    expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
    await expect(
      old.unsafe(`insert into ${group.legacySchema}.owner (id, name) values (900004, 'too late')`),
    ).rejects.toMatchObject({ code: 'CT701' });
    await old.unsafe('rollback');
    await old.end();
    await back(group);
  });

  test('a switch in a REPEATABLE READ transaction is refused: its drain would not see the writers that it waited for', async () => {
    await makeReady(sql, group.name);
    await other.unsafe('begin isolation level repeatable read');
    expect(await tryCommand(other, 'execute', { group: group.name })).toMatchObject({
      ok: false,
      error: { code: 'CT213' },
    });
    await other.unsafe('commit');
    const run = await command(sql, 'execute', { group: group.name });
    await other.unsafe('begin isolation level repeatable read');
    await expect(other`select cutover.advance_run(${run.run_id as string})`).rejects.toMatchObject({ code: 'CT213' });
    await other.unsafe('rollback');
    expect(await drive(other, run.run_id as string)).toMatchObject({ status: 'completed' });
    await back(group);
  });

  test('the drivers work where REPEATABLE READ is the default', async () => {
    await settle(sql, group.name);
    const driver = connect(stack.dbUrl);
    await driver.unsafe(`set default_transaction_isolation = 'repeatable read'`);
    await there.unsafe(`insert into ${group.legacySchema}.owner (id, name) values (900006, 'carried')`);
    for (const name of ['pipeline', 'monitor', 'reconciliation'])
      await driver.unsafe(`call cutover_private.run_${name}(0)`);
    const [row] = await sql.unsafe(`select name from ${group.supabaseSchema}.owner where id = 900006`);
    expect(row).toMatchObject({ name: 'carried' });
    await driver.end();
  });

  if (kind === 'postgres') {
    test('a transaction that stays open on the legacy server keeps nobody here waiting', async () => {
      await makeReady(sql, group.name);
      const writer = connect(stack.legacyDbUrl);
      const reader = connect(stack.dbUrl);
      await writer.unsafe('begin');
      await writer.unsafe(`insert into ${group.legacySchema}.owner (id, name) values (900007, 'open')`);
      const run = await command(sql, 'execute', { group: group.name });
      const driving = drive(other, run.run_id as string);
      await reader.unsafe(`set lock_timeout = '1s'`);
      // Looked at while the barrier tries, again and again: each attempt lasts 150 ms.
      for (let seen = 0; seen < 5; ) {
        const [row] = await legacy<{ waits: boolean }[]>`
          select exists (select from pg_locks l where not l.granted and l.mode = 'ShareRowExclusiveLock') as waits`;
        if (!row?.waits) continue;
        seen += 1;
        await reader.unsafe(`update ${group.routedSchema}.owner set total = total + 1 where id = 1`);
      }
      await writer.unsafe('commit');
      expect(await driving).toMatchObject({ status: 'completed' });
      await writer.end();
      await reader.end();
      await back(group);
    });
  }

  if (kind === 'local') {
    test('writers through the routed view wait during the switch and go on after it', async () => {
      await makeReady(sql, group.name);
      const blocker = connect(stack.dbUrl);
      await blocker.unsafe('begin');
      await blocker.unsafe(
        `insert into ${group.routedSchema}.owner (id, name) values (900005, 'holds the barrier up')`,
      );
      const run = await command(sql, 'execute', { group: group.name });
      const driving = drive(other, run.run_id as string);
      const writer = connect(stack.dbUrl);
      const pid = await pidOf(writer);
      const writing = writer.unsafe(`insert into ${group.routedSchema}.item values (1, 900005, 'waits')`);
      await Promise.race([untilWaiting(pid), writing]);
      await blocker.unsafe('commit');
      await writing;
      expect(await driving).toMatchObject({ status: 'completed' });
      await settle(sql, group.name);
      const rows = await sql.unsafe(`select note from ${group.supabaseSchema}.item where line = 900005`);
      expect(rows.map(({ note }) => note)).toEqual(['waits']);
      await blocker.end();
      await writer.end();
      await back(group);
    });
  }
});
