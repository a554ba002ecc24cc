// kill -9 of pg_cron's monitor in the middle of an automatic rollback. Another monitor takes it to its end: on legacy, by one run,
// with one audit row, whether the first one died before the run was kept or between its steps.
import { readFileSync } from 'node:fs';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resetStack, type Stack, startServer, stopStack } from '../../scripts/stack/index.ts';
import {
  command,
  connect,
  content,
  createGroup,
  drive,
  type Group,
  makeReady,
  settle,
  writeSource,
} from '../runs/group.ts';
import { endSchedule } from '../support/schedule.ts';

const dir = '.stack-watch-killed';
const gate = 471201;

let stack: Stack;
let sql: Sql;
let legacy: Sql;

async function reconnect(): Promise<void> {
  await sql?.end({ timeout: 1 }).catch(() => {});
  sql = connect(stack.dbUrl);
}

beforeAll(async () => {
  stack = await resetStack({ dir, functions: false });
  await reconnect();
  legacy = connect(stack.legacyDbUrl);
  // The monitor stops where it is told to, until the test lets go of a lock: a place to kill at, without a hook in the product.
  await sql.unsafe(`
    create schema watch_test;
    create table watch_test.stop_at (place text);
    create function watch_test.wait() returns trigger language plpgsql as $$
    begin
      if exists (select from watch_test.stop_at s where s.place = tg_argv[0] or s.place = to_jsonb(new) ->> 'step' and tg_argv[0] = 'step') then
        perform pg_advisory_xact_lock(${gate});
      end if;
      return new;
    end $$;
    create trigger wait after insert on cutover.cutover_runs for each row when (new.kind = 'rollback') execute function watch_test.wait('begin');
    create trigger wait before insert on cutover.cutover_run_steps for each row execute function watch_test.wait('step');`);
}, 300_000);

afterAll(async () => {
  if (sql) await endSchedule(sql).catch(() => {});
  await sql?.end({ timeout: 1 }).catch(() => {});
  await legacy?.end({ timeout: 1 }).catch(() => {});
  await stopStack({ dir });
}, 120_000);

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 150_000; ; ) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const backend = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('postgres: ');
  } catch {
    return false;
  }
};

describe.each([
  ['local', 'begin'],
  ['postgres', 'release'],
] as const)('legacy of kind %s, killed at %s', (kind, place) => {
  const name = `killed_${kind}_${place}`;
  let group: Group;
  let there: Sql;

  beforeAll(async () => {
    there = kind === 'local' ? sql : legacy;
    group = await createGroup(sql, legacy, stack, kind, name);
  }, 120_000);

  test('it ends on legacy, once', async () => {
    await makeReady(sql, name);
    const execution = await command(sql, 'execute', { group: name });
    expect(await drive(sql, execution.run_id as string)).toMatchObject({ status: 'completed' });
    await sql.unsafe(`insert into ${group.supabaseSchema}.owner (id, name) values (1000000, 'written on supabase')`);
    const holder = connect(stack.dbUrl);
    await holder`select pg_advisory_lock(${gate})`;
    await sql`insert into watch_test.stop_at values (${place})`;
    await sql.unsafe(`grant truncate on ${group.supabaseSchema}.owner to authenticated`);
    await sql`select cutover.schedule_jobs()`;

    const pid = await until('the monitor stops there', async () => {
      const [waiting] = await sql<{ pid: number }[]>`
        select l.pid from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.objid = ${gate} and not l.granted and a.query like 'call cutover_private.run_monitor%'`;
      return waiting?.pid;
    });
    expect(backend(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
    // The server ends every session and recovers, as after any backend that died like that.
    await holder.end({ timeout: 1 }).catch(() => {});
    await until('the server is back', async () => {
      await startServer(stack, 'supabase').catch(() => {});
      await reconnect();
      return sql`delete from watch_test.stop_at`.then(
        () => true,
        () => undefined,
      );
    });
    if (kind === 'local') there = sql;

    const run = await until('a rollback that is over', async () => {
      const [ended] = await sql<{ id: string }[]>`
        select r.id from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id
        where g.name = ${name} and r.kind = 'rollback' and r.finished_at is not null`;
      return ended?.id;
    });
    expect(await writeSource(sql, name)).toBe('legacy');
    const runs = await sql`
      select r.id, r.status from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id where g.name = ${name} and r.kind = 'rollback'`;
    expect(runs).toEqual([{ id: run, status: 'completed' }]);
    const events = await sql`
      select action, outcome, detail ->> 'run' as run from cutover.cutover_audit_log
      where target = ${name} and action in ('rollback.automatic', 'run.flip', 'run.rollback') and seq > (
        select max(seq) from cutover.cutover_audit_log where target = ${name} and action = 'run.cutover') order by seq`;
    expect(events).toEqual([
      { action: 'rollback.automatic', outcome: 'started', run },
      { action: 'run.flip', outcome: 'done', run },
      { action: 'run.rollback', outcome: 'done', run },
    ]);
    const alerts =
      await sql`select run_id, occurrences from cutover.alerts where key = ${`automatic_rollback:${name}`}`;
    expect(alerts).toEqual([{ run_id: run, occurrences: 1 }]);
    await endSchedule(sql);
    await settle(sql, name);
    expect(await content(there, group.legacySchema)).toBe(await content(sql, group.supabaseSchema));
    const kept = await there.unsafe(`select from ${group.legacySchema}.owner where id = 1000000`);
    expect(kept).toHaveLength(1);
    expect(await sql`select ok from cutover.verify_audit_log()`).toEqual([{ ok: true }]);
  }, 300_000);
});
