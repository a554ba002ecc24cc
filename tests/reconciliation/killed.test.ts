// kill -9 of either server, or of a worker, at every point of a full job: resumed, it counts what an undisturbed one counts.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { killServer, resetStack, type Stack, startServer, stopStack } from '../../scripts/stack/index.ts';
import { command, connect, registerSource } from '../runs/group.ts';
import { backendPid } from '../support/database.ts';

const gate = 471102;
const dir = `${process.env.CUTOVER_STACK_DIR ?? '.stack'}-killed`;
const name = 'killed';
// What a worker is about to commit when it is stopped: planning, a chunk and its suspects, the second look, the result.
const points = [
  'reconciliation_chunks insert 7',
  'reconciliation_chunks update 9',
  'reconciliation_suspects insert 0',
  'reconciliation_suspects update 0',
  'reconciliation_jobs update 0',
];

let stack: Stack;
let sql: Sql;
let legacy: Sql;
let expected: Record<string, unknown>;

async function reconnect(): Promise<void> {
  for (const session of [sql, legacy]) await session?.end({ timeout: 1 }).catch(() => {});
  [sql, legacy] = [connect(stack.dbUrl), connect(stack.legacyDbUrl)];
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      await Promise.all([sql`select 1`, legacy`select 1`]);
      return;
    } catch {
      // The server is recovering.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error('the servers do not come back');
}

beforeAll(async () => {
  stack = await resetStack({ dir, functions: false });
  await reconnect();
  const table = `create schema ${name}; create table ${name}.item (id bigint primary key, note text, price numeric(10,2));`;
  await legacy.unsafe(
    `${table} insert into ${name}.item select g, 'note ' || g, g / 3.0 from generate_series(1, 5000) g`,
  );
  await sql.unsafe(table);
  await registerSource(sql, stack, name, 'postgres');
  await command(sql, 'register_table', {
    name,
    source: name,
    legacy_schema: name,
    legacy_table: 'item',
    supabase_schema: name,
    supabase_table: 'item',
  });
  await command(sql, 'start_backfill', { group: name });
  for (let idle = 0; idle < 3; ) {
    const [row] = await sql<{ worked: number }[]>`
      select cutover_private.pipeline_tick(id) as worked from cutover.table_groups where name = ${name}`;
    idle = row!.worked === 0 ? idle + 1 : 0;
  }
  // A trigger stops whoever comes to a point until the test lets go of a lock: a place to kill at, without a hook in the product.
  await sql.unsafe(`
    update cutover.settings set value = '250' where key = 'reconciliation_chunk_rows';
    begin;
    insert into cutover_agent.appliers values (pg_current_xact_id());
    delete from ${name}.item where id in (1, 2500, 5000);
    insert into ${name}.item values (-1), (5001), (2147483648);
    update ${name}.item set note = 'other' where id % 1000 = 7;
    delete from cutover_agent.appliers;
    commit;
    create schema kill_test;
    create table kill_test.stop_at (point text, number integer);
    create function kill_test.wait() returns trigger language plpgsql as $$
    begin
      if exists (select from kill_test.stop_at s where s.point = tg_table_name || ' ' || lower(tg_op)
        and s.number in (0, coalesce((to_jsonb(new) ->> 'number')::integer, 0)) and (tg_table_name <> 'reconciliation_jobs' or to_jsonb(new) ->> 'status' = 'completed')) then
        perform pg_advisory_xact_lock(${gate});
      end if;
      return new;
    end $$;
    create trigger wait before insert or update on cutover_private.reconciliation_chunks for each row execute function kill_test.wait();
    create trigger wait before insert or update on cutover_private.reconciliation_suspects for each row execute function kill_test.wait();
    create trigger wait before update on cutover.reconciliation_jobs for each row execute function kill_test.wait();`);
  const id = await start();
  await work(id);
  expected = await outcome(id);
}, 300_000);

afterAll(async () => {
  for (const session of [sql, legacy]) await session?.end({ timeout: 1 }).catch(() => {});
  await stopStack({ dir });
}, 120_000);

async function start(): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select cutover_private.start_reconciliation(id, 'full', 'request') as id from cutover.cutover_tables where name = ${name}`;
  return row!.id;
}

/** The driver that pg_cron calls, until the job is over. */
async function work(id: string): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    const [row] = await sql`select status from cutover.reconciliation_jobs where id = ${id}`;
    if (row!.status === 'completed') return;
    // What waits for a server that was away need not wait for the clock as well.
    await sql`update cutover.reconciliation_jobs set retry_at = null where id = ${id}`;
    await sql`call cutover_private.run_reconciliation(1)`;
  }
  throw new Error('the job does not end');
}

async function outcome(id: string): Promise<Record<string, unknown>> {
  const [job] = await sql`
    select status, chunks_total, chunks_done, rows_legacy, rows_supabase, suspects, healed, lagging, missing, extra, mismatched, drift_percent, failures, error
      from cutover.reconciliation_jobs where id = ${id}`;
  const rows = await sql`
    select key::text as key, kind, columns::text as columns from cutover.drifted_rows where resolved_at is null order by 1`;
  return { ...job, rows };
}

test('undisturbed, a job counts what was planted', () => {
  expect(expected).toMatchObject({
    status: 'completed',
    chunks_total: 21,
    chunks_done: 21,
    rows_legacy: '5000',
    rows_supabase: '5000',
    missing: '3',
    extra: '3',
    mismatched: '5',
  });
});

for (const victim of ['supabase', 'legacy', 'worker'] as const) {
  for (const point of points) {
    test(`${victim} is killed at ${point}`, async () => {
      const [table, event, number] = point.split(' ');
      await sql`insert into kill_test.stop_at values (${`${table} ${event}`}, ${Number(number)})`;
      const holder = connect(stack.dbUrl);
      await holder`select pg_advisory_lock(${gate})`;
      const worker = connect(stack.dbUrl);
      const pid = await backendPid(worker);
      const id = await start();
      const working = worker`call cutover_private.run_reconciliation(${victim === 'legacy' ? 3 : 30})`.then(
        () => null,
        (error: unknown) => error,
      );
      for (let attempt = 0; ; attempt += 1) {
        const stopped =
          await sql`select 1 from pg_locks where pid = ${pid} and locktype = 'advisory' and objid = ${gate} and not granted`;
        if (stopped.length > 0) break;
        if (attempt > 1000) throw new Error(`${point} was not reached`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      if (victim === 'worker') {
        process.kill(pid, 'SIGKILL');
      } else {
        await killServer(stack, victim);
        await startServer(stack, victim);
      }
      if (victim === 'legacy') {
        // The worker itself is still there, and has to go on by itself.
        await holder`select pg_advisory_unlock(${gate})`;
        await sql`delete from kill_test.stop_at`;
      }
      await holder.end({ timeout: 1 }).catch(() => {});
      if (victim !== 'legacy') {
        expect(await working).toBeInstanceOf(Error);
        await reconnect();
        const [job] = await sql`select status from cutover.reconciliation_jobs where id = ${id}`;
        expect(job!.status).not.toBe('completed');
        await sql`delete from kill_test.stop_at`;
      } else {
        await working;
      }
      await worker.end({ timeout: 1 }).catch(() => {});
      await work(id);
      expect(await outcome(id)).toEqual(expected);
    }, 120_000);
  }
}
