// Several workers on one job, a worker that dies, and a busy group: the counts are always the same.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Sql } from '../support/database.ts';

interface Job {
  status: string;
  chunks_total: number;
  chunks_done: number;
  rows_legacy: string;
  rows_supabase: string;
  missing: string;
  extra: string;
  mismatched: string;
  suspects: string;
}

const ROWS = 2000;
const expected = {
  status: 'completed',
  rows_legacy: String(ROWS),
  rows_supabase: String(ROWS),
  missing: '3',
  extra: '3',
  mismatched: '4',
};

let sql: Sql;
let name: string;
let tableId: string;
let groupId: string;
let chunkRows: string;

beforeEach(async () => {
  sql = connect();
  name = `workers_${randomUUID().slice(0, 8)}`;
  await sql.unsafe(`
    create schema ${name}_old;
    create schema ${name}_new;
    create table ${name}_old.item (id bigint primary key, note text);
    create table ${name}_new.item (id bigint primary key, note text);
    insert into ${name}_old.item select g, 'note ' || g from generate_series(1, ${ROWS}) g;
    insert into ${name}_new.item select * from ${name}_old.item;
    delete from ${name}_new.item where id in (1, 777, ${ROWS});
    insert into ${name}_new.item values (-1, 'extra'), (0, 'extra'), (${ROWS + 1}, 'extra');
    update ${name}_new.item set note = 'other' where id in (2, 100, 101, 1999);`);
  const [source] = await sql<{ ok: boolean }[]>`
    select (cutover.register_legacy_source(${`${name}_source`}, 'local') ->> 'ok')::boolean as ok`;
  const [registered] = await sql<{ ok: boolean }[]>`
    select (cutover.register_table(${name}, ${`${name}_source`}, ${`${name}_old`}, 'item', ${`${name}_new`}, 'item') ->> 'ok')::boolean as ok`;
  expect([source?.ok, registered?.ok]).toEqual([true, true]);
  const [row] = await sql<{ id: string; group_id: string }[]>`
    select id, group_id from cutover.cutover_tables where name = ${name}`;
  tableId = row!.id;
  groupId = row!.group_id;
  await sql`select cutover_private.arm_forward(${groupId})`;
  const [setting] = await sql<{ value: string }[]>`
    select value::text as value from cutover.settings where key = 'reconciliation_chunk_rows'`;
  chunkRows = setting!.value;
  await sql`update cutover.settings set value = '50' where key = 'reconciliation_chunk_rows'`;
});

afterEach(async () => {
  await sql.unsafe(`update cutover.settings set value = '${chunkRows}' where key = 'reconciliation_chunk_rows'`);
  await sql`select cutover.command('unregister_table', ${sql.json({ table: name })})`;
  await sql.unsafe(`drop schema if exists ${name}_old cascade; drop schema if exists ${name}_new cascade`);
  await sql.end();
});

async function start(): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select cutover_private.start_reconciliation(${tableId}, 'full', 'request') as id`;
  return row!.id;
}

async function step(session: Sql, id: string): Promise<boolean> {
  const [row] = await session<{ worked: boolean }[]>`select cutover_private.reconcile_chunk(${id}) as worked`;
  return row!.worked;
}

async function job(id: string): Promise<Job> {
  const [row] = await sql<Job[]>`select * from cutover.reconciliation_jobs where id = ${id}`;
  return row!;
}

/** Works until the job is over; finding nothing free to do is no end while others are at it. */
async function work(session: Sql, id: string): Promise<number> {
  let steps = 0;
  for (let idle = 0; idle < 400; ) {
    if (await step(session, id)) steps += 1;
    else if ((await job(id)).status === 'completed') break;
    else {
      idle += 1;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  return steps;
}

describe('workers', () => {
  it('share the chunks of a job; each chunk is compared once', async () => {
    const id = await start();
    const workers = Array.from({ length: 4 }, () => connect());
    try {
      const steps = await Promise.all(workers.map((worker) => work(worker, id)));
      expect(steps.filter((count) => count > 0).length).toBeGreaterThan(1);
    } finally {
      await Promise.all(workers.map((worker) => worker.end()));
    }
    const done = await job(id);
    expect(done).toMatchObject(expected);
    expect([done.chunks_total, done.chunks_done]).toEqual([41, 41]);
  });

  it('lose nothing when one dies in the middle of a chunk, of planning or of the second look', async () => {
    const id = await start();
    for (let turn = 0; turn < 200 && (await job(id)).status !== 'completed'; turn += 1) {
      const victim = connect();
      const [{ pid }] = (await victim`select pg_backend_pid() as pid`) as unknown as [{ pid: number }];
      // It has worked, but not committed, when its session is gone.
      await victim`begin`;
      await step(victim, id);
      await sql`select pg_terminate_backend(${pid})`;
      await victim.end({ timeout: 0 }).catch(() => {});
      for (let wait = 0; wait < 100; wait += 1) {
        const [alive] = await sql`select 1 from pg_stat_activity where pid = ${pid}`;
        if (alive === undefined) break;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await step(sql, id);
    }
    expect(await job(id)).toMatchObject({ ...expected, chunks_done: 41 });
  });

  it('leave a chunk that another one is at, and take the next', async () => {
    const id = await start();
    await step(sql, id);
    const other = connect();
    try {
      await other.begin(async (transaction) => {
        await transaction`select cutover_private.reconcile_chunk(${id})`;
        await sql`set statement_timeout = '2s'`;
        // The counters of the job are held by the other one; the chunk itself must not be what is waited for.
        const [row] = await sql<{ number: number }[]>`
          select number from cutover_private.reconciliation_chunks
           where job_id = ${id} and status = 'queued' order by number limit 1 for update skip locked`;
        expect(row!.number).toBe(2);
        await sql`reset statement_timeout`;
      });
    } finally {
      await other.end();
    }
  });

  it('judge nothing while the group is busy, and do it afterwards', async () => {
    const id = await start();
    for (let turn = 0; turn < 42; turn += 1) await step(sql, id);
    expect(await job(id)).toMatchObject({ status: 'running', chunks_done: 41, missing: '0' });
    const holder = connect();
    try {
      await holder.begin(async (transaction) => {
        await transaction`select cutover_private.lock_group(${groupId})`;
        expect(await step(sql, id)).toBe(false);
        const [drifted] = await sql<{ count: string }[]>`
          select count(*) from cutover.drifted_rows where table_id = ${tableId}`;
        expect(drifted!.count).toBe('0');
        expect(await job(id)).toMatchObject({ status: 'running', failures: 0, error: { code: '55P03' } });
      });
    } finally {
      await holder.end();
    }
    await work(sql, id);
    expect(await job(id)).toMatchObject({ ...expected, error: null });
  });

  it('keep the applier out while they judge, so that a change on its way is never taken for drift', async () => {
    const id = await start();
    for (;;) {
      const [now] = await sql<{ planned: boolean; compared: boolean; due: boolean }[]>`
        select count(*) > 0 as planned, count(*) filter (where c.status = 'queued') = 0 as compared,
          exists (select from cutover_private.reconciliation_suspects s where s.job_id = ${id} and s.verdict is null and s.due_at <= clock_timestamp()) as due
        from cutover_private.reconciliation_chunks c where c.job_id = ${id}`;
      if (!now!.planned || !now!.compared) await step(sql, id);
      else if (now!.due) break;
    }
    const other = connect();
    try {
      await sql.begin(async (transaction) => {
        await transaction`select cutover_private.reconcile_chunk(${id})`;
        const [row] = await other<{ free: boolean }[]>`select cutover_private.try_lock_group(${groupId}) as free`;
        expect(row!.free).toBe(false);
      });
    } finally {
      await other.end();
    }
  });
});

describe('the driver', () => {
  // It takes whatever waits: what other tests have left would be done in place of these jobs.
  beforeEach(async () => {
    await sql`update cutover.reconciliation_jobs set status = 'cancelled', finished_at = now(), paused_at = null
      where finished_at is null and table_id <> ${tableId}`;
  });

  it('rests by the duty that is set, and goes on where it stood without it', async () => {
    const id = await start();
    try {
      await sql`update cutover.settings set value = '1' where key = 'reconciliation_duty_percent'`;
      await sql`call cutover_private.run_reconciliation(1)`;
      const rested = await job(id);
      expect(rested.status).toBe('running');
      // A rest is 99 times as long as the piece before it, which takes milliseconds.
      expect(rested.chunks_done).toBeLessThan(20);
    } finally {
      await sql`update cutover.settings set value = '100' where key = 'reconciliation_duty_percent'`;
    }
    for (let turn = 0; turn < 10 && (await job(id)).status !== 'completed'; turn += 1) {
      await sql`call cutover_private.run_reconciliation(1)`;
    }
    expect(await job(id)).toMatchObject(expected);
  });

  it('lets no incremental job wait for the end of a full one', async () => {
    const full = await start();
    await step(sql, full);
    try {
      await sql`update cutover.settings set value = '50' where key = 'reconciliation_slice_rows'`;
      const [incremental] = await sql<{ id: string }[]>`
        select cutover_private.start_reconciliation(${tableId}, 'incremental', 'request') as id`;
      for (let turn = 0; turn < 8; turn += 1) await sql`call cutover_private.run_reconciliation(0)`;
      expect(await job(incremental!.id)).toMatchObject({ status: 'completed', chunks_done: 1, missing: '1' });
      expect(await job(full)).toMatchObject({
        status: 'running',
        chunks_done: expect.toSatisfy((n) => n > 0 && n < 41),
      });
    } finally {
      await sql`update cutover.settings set value = '1000' where key = 'reconciliation_slice_rows'`;
    }
  });

  it('does pieces of every kind of job in turn', async () => {
    const full = await start();
    const [integrity] = await sql<{ id: string }[]>`
      select cutover_private.start_reconciliation(${tableId}, 'integrity', 'request') as id`;
    const [workers, id] = [[connect(), connect()], integrity!.id];
    try {
      for (
        let turn = 0;
        turn < 10 && (await job(full)).status + (await job(id)).status !== 'completedcompleted';
        turn += 1
      ) {
        await Promise.all(workers.map((worker) => worker`call cutover_private.run_reconciliation(1)`.then(() => {})));
      }
    } finally {
      await Promise.all(workers.map((worker) => worker.end()));
    }
    expect(await job(full)).toMatchObject({ ...expected, chunks_done: 41 });
    // As many rows on either side: three are missing, three too many.
    expect(await job(id)).toMatchObject({ status: 'completed', chunks_total: 1, chunks_done: 1, findings: 0 });
  });
});

describe('reconciliation under load', () => {
  it('finds no drift while writers and the pipeline are at work', async () => {
    await sql.unsafe(`
      select cutover_agent.mark_dirty(legacy_endpoint, array(select array[id::text]::text from ${name}_old.item union select array[id::text]::text from ${name}_new.item))
        from cutover.cutover_tables where name = '${name}'`);
    let over = false;
    const [writer, applier, worker] = [connect(), connect(), connect()];
    const writing = (async () => {
      for (let n = 0; !over; n += 1) {
        const id = 1 + ((n * 37) % ROWS);
        await writer.unsafe(`update ${name}_old.item set note = 'w${n}' where id = ${id}`);
        if (n % 5 === 0) await writer.unsafe(`delete from ${name}_old.item where id = ${((n * 11) % ROWS) + 1}`);
        if (n % 7 === 0) await writer.unsafe(`insert into ${name}_old.item values (${10_000 + n}, 'new')`);
      }
    })();
    const applying = (async () => {
      while (!over) {
        await applier`select cutover_private.pipeline_pass(${groupId})`;
        // Slow on purpose: there is always something on its way.
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    })();
    let suspects = 0;
    try {
      for (let round = 0; round < 4; round += 1) {
        const id = await start();
        await work(worker, id);
        const done = await job(id);
        suspects += Number(done.suspects);
        // The first round may still see what was planted before the repair reached it.
        if (round > 0) expect(done).toMatchObject({ status: 'completed', missing: '0', extra: '0', mismatched: '0' });
      }
    } finally {
      over = true;
      await Promise.allSettled([writing, applying]);
      await Promise.all([writer, applier, worker].map((session) => session.end()));
    }
    expect(suspects).toBeGreaterThan(0);
    for (let turn = 0; turn < 50; turn += 1) {
      const [row] = await sql<{ worked: number }[]>`select cutover_private.pipeline_pass(${groupId}) as worked`;
      if (row!.worked === 0) break;
    }
    const id = await start();
    await work(sql, id);
    expect(await job(id)).toMatchObject({
      status: 'completed',
      missing: '0',
      extra: '0',
      mismatched: '0',
      lagging: '0',
    });
    const rows = await sql`select * from cutover.drifted_rows where table_id = ${tableId} and resolved_at is null`;
    expect(rows).toHaveLength(0);
  });
});
