// kill -9 of either server at every step of a run. It must end in completed, or in released and unchanged; every write that
// was acknowledged must be on the side that is the truth; exactly one side must take writes; the audit chain must hold.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { killServer, resetStack, type Stack, startServer, stopStack } from '../../scripts/stack/index.ts';
import { endSchedule } from '../support/schedule.ts';
import {
  command,
  connect,
  createGroup,
  drive,
  type Group,
  type Kind,
  makeReady,
  type Side,
  settle,
  writeSource,
} from './group.ts';
import { lost, Writer } from './ledger.ts';

const steps = ['preflight', 'block_writes', 'drain', 'verify', 'sequences', 'flip', 'release', 'monitor'] as const;
const gate = 471101;
const dir = `${process.env.CUTOVER_STACK_DIR ?? '.stack'}-crash`;

let stack: Stack;
let sql: Sql;
let legacy: Sql;

async function reconnect(): Promise<void> {
  await sql?.end({ timeout: 1 }).catch(() => {});
  await legacy?.end({ timeout: 1 }).catch(() => {});
  sql = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
}

beforeAll(async () => {
  stack = await resetStack({ dir, functions: false });
  await reconnect();
  // The run stops at a step until the test lets go of a lock: a place to kill at, without a hook in the product.
  await sql.unsafe(`
    create schema crash_test;
    create table crash_test.stop_at (step text);
    create function crash_test.wait() returns trigger language plpgsql as $$
    begin
      if exists (select from crash_test.stop_at s where s.step = new.step) then
        perform pg_advisory_xact_lock(${gate});
      end if;
      return new;
    end $$;
    create trigger wait before insert on cutover.cutover_run_steps for each row execute function crash_test.wait();`);
}, 300_000);

afterAll(async () => {
  await sql?.end({ timeout: 1 }).catch(() => {});
  await legacy?.end({ timeout: 1 }).catch(() => {});
  await stopStack({ dir });
}, 120_000);

async function takesWrites(connection: Sql, schema: string): Promise<boolean> {
  try {
    await connection.begin(async (transaction) => {
      await transaction.unsafe(`insert into ${schema}.owner (id, name) values (-1, 'probe')`);
      throw new Error('probe');
    });
  } catch (error) {
    if ((error as { code?: string }).code === 'CT701') return false;
    if ((error as Error).message === 'probe') return true;
    throw error;
  }
  return true;
}

async function until(reached: () => boolean, otherwise: () => string): Promise<void> {
  for (let waited = 0; !reached(); waited++) {
    if (waited > 1000) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The end that pg_cron's monitor brings a run to, when nobody else drives it. */
async function ending(run: string): Promise<{ status: string }> {
  for (let waited = 0; ; waited++) {
    const [row] = await sql<{ status: string }[]>`select status from cutover.cutover_runs where id = ${run}`;
    if (row?.status === 'completed' || row?.status === 'released') return row as { status: string };
    if (waited > 1200) throw new Error(`the monitor does not end the run: ${JSON.stringify(row)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function crashAt(
  group: Group,
  step: (typeof steps)[number],
  victim: Side,
  by: 'caller' | 'monitor',
  firstId: number,
): Promise<string> {
  const before = await writeSource(sql, group.name);
  const kind = before === 'legacy' ? 'cutover' : 'rollback';
  // Before the writer begins, because it waits for an empty journal.
  if (kind === 'cutover') await makeReady(sql, group.name);
  const writer = new Writer({ ...stack, agentPassword: stack.agentPassword }, group, firstId, before);
  onTestFinished(() => writer.stop());
  try {
    await until(
      () => writer.acknowledged.length >= 10,
      () => `the writer does not begin: ${writer.refused.slice(-3).join(', ')}`,
    );
    await sql`delete from crash_test.stop_at`;
    await sql`insert into crash_test.stop_at values (${step})`;
    const holder = connect(stack.dbUrl);
    await holder`select pg_advisory_lock(${gate})`;

    const run = await command(
      sql,
      kind === 'cutover' ? 'execute' : 'rollback',
      kind === 'cutover' ? { group: group.name } : { group: group.name, reason: 'test' },
    );
    const id = run.run_id as string;
    const driver = connect(stack.dbUrl);
    const driving = drive(driver, id).catch((error: unknown) => error);

    for (let waited = 0; ; waited++) {
      const [blocked] = await sql<{ count: number }[]>`
        select count(*)::int as count from pg_locks where locktype = 'advisory' and objid = ${gate} and not granted`;
      if ((blocked?.count ?? 0) > 0) break;
      if (waited > 1500)
        throw new Error(`step ${step} was not reached: ${JSON.stringify(await Promise.race([driving, null]))}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await killServer(stack, victim);
    await startServer(stack, victim);
    await holder.end({ timeout: 1 }).catch(() => {});
    await driving;
    await driver.end({ timeout: 1 }).catch(() => {});
    await reconnect();
    await sql`delete from crash_test.stop_at`;

    const ended = by === 'caller' ? await drive(sql, id) : await ending(id);
    const acknowledgedThen = writer.acknowledged.length;
    await until(
      () => writer.acknowledged.length >= acknowledgedThen + 5,
      () => `writers do not get on: ${writer.refused.slice(-3).join(', ')}`,
    );
    await writer.stop();
    await settle(sql, group.name);

    expect(['completed', 'released']).toContain(ended.status);
    const after = await writeSource(sql, group.name);
    expect(after, 'released means unchanged').toBe(
      ended.status === 'completed' ? (before === 'legacy' ? 'supabase' : 'legacy') : before,
    );
    const there = group.kind === 'local' ? sql : legacy;
    expect(writer.acknowledged.length, 'the writer was at work').toBeGreaterThan(10);
    expect(
      await lost(
        after === 'legacy' ? there : sql,
        after === 'legacy' ? group.legacySchema : group.supabaseSchema,
        writer.acknowledged,
      ),
    ).toEqual([]);
    expect(
      await lost(
        after === 'legacy' ? sql : there,
        after === 'legacy' ? group.supabaseSchema : group.legacySchema,
        writer.acknowledged,
      ),
      'the other side has them too',
    ).toEqual([]);
    expect(await takesWrites(there, group.legacySchema), 'legacy takes writes').toBe(after === 'legacy');
    expect(await takesWrites(sql, group.supabaseSchema), 'supabase takes writes').toBe(after === 'supabase');
    const [audit] = await sql<
      { ok: boolean; problem: string | null }[]
    >`select ok, problem from cutover.verify_audit_log()`;
    expect(audit).toMatchObject({ ok: true });
    return ended.status;
  } finally {
    await writer.stop();
  }
}

for (const [kind, victims] of [
  ['local', ['supabase']],
  ['postgres', ['supabase', 'legacy']],
] as [Kind, Side[]][]) {
  describe(`${kind} legacy`, () => {
    let group: Group;
    let firstId = 1_000_000;
    beforeAll(async () => {
      group = await createGroup(sql, legacy, { ...stack, agentPassword: stack.agentPassword }, kind, `crash_${kind}`);
    }, 120_000);

    for (const victim of victims) {
      // Twice through: the second time from the other side, so that cutover and rollback are both hit at each step.
      for (const round of [1, 2]) {
        for (const step of steps) {
          test(`${victim} is killed at ${step}, round ${round}`, async () => {
            firstId += 100_000;
            const ended = await crashAt(group, step, victim, 'caller', firstId);
            // The next round has to start from the other side: make up for what was released.
            const wanted: Side = round === 1 ? 'legacy' : 'supabase';
            if ((await writeSource(sql, group.name)) !== wanted) {
              if (wanted === 'supabase') await makeReady(sql, group.name);
              const run = await command(
                sql,
                wanted === 'supabase' ? 'execute' : 'rollback',
                wanted === 'supabase' ? { group: group.name } : { group: group.name, reason: 'test' },
              );
              const status = await drive(sql, run.run_id as string);
              expect(status, `after ${ended}`).toMatchObject({ status: 'completed' });
            }
          }, 120_000);
        }
        if (round === 1) {
          test('over to the other side', async () => {
            await makeReady(sql, group.name);
            const run = await command(sql, 'execute', { group: group.name });
            expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
          });
        } else {
          test(`${victim} is killed at drain, and only pg_cron goes on`, async () => {
            firstId += 100_000;
            await sql`select cutover.schedule_jobs()`;
            try {
              await crashAt(group, 'drain', victim, 'monitor', firstId);
            } finally {
              await endSchedule(sql);
            }
          }, 200_000);
          test('and back', async () => {
            if ((await writeSource(sql, group.name)) === 'legacy') return;
            const run = await command(sql, 'rollback', { group: group.name, reason: 'test' });
            expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
          });
        }
      }
    }
  });
}

describe('conflicts of an immediate rollback that supabase wins', () => {
  test.each([
    ['it is listed', 'insert on cutover.replay_conflicts'],
    ['the row of legacy has been replaced', 'delete on cutover_agent.journal'],
  ])(
    'one is listed once when supabase is killed after %s',
    async (title, event) => {
      const urls = { ...stack, agentPassword: stack.agentPassword };
      const group = await createGroup(sql, legacy, urls, 'postgres', `conflict_${event.slice(0, 6)}`);
      await makeReady(sql, group.name);
      const over = await command(sql, 'execute', { group: group.name });
      expect(await drive(sql, over.run_id as string)).toMatchObject({ status: 'completed' });
      await sql.unsafe(`update ${group.supabaseSchema}.owner set name = 'of supabase' where id = 1`);
      const run = await command(sql, 'rollback', {
        group: group.name,
        reason: 'test',
        mode: 'immediate',
        on_conflict: 'supabase_wins',
      });
      const id = run.run_id as string;
      for (let step = ''; step !== 'replay'; )
        step = (await sql<{ step: string }[]>`select cutover.advance_run(${id}) ->> 'step' as step`)[0]!.step;
      await legacy.unsafe(`update ${group.legacySchema}.owner set name = 'of legacy' where id = 1`);

      await sql.unsafe(`
      create or replace function crash_test.stop() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(${gate}); return null; end $$;
      create trigger stop after ${event} for each statement execute function crash_test.stop();`);
      const holder = connect(stack.dbUrl);
      await holder`select pg_advisory_lock(${gate})`;
      const driver = connect(stack.dbUrl);
      const driving = drive(driver, id).catch((error: unknown) => error);
      for (let waited = 0; ; waited++) {
        const [blocked] = await sql<{ count: number }[]>`
        select count(*)::int as count from pg_locks where locktype = 'advisory' and objid = ${gate} and not granted`;
        if ((blocked?.count ?? 0) > 0) break;
        if (waited > 1500)
          throw new Error(`not reached, ${title}: ${JSON.stringify(await Promise.race([driving, null]))}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await killServer(stack, 'supabase');
      await startServer(stack, 'supabase');
      await holder.end({ timeout: 1 }).catch(() => {});
      await driving;
      await driver.end({ timeout: 1 }).catch(() => {});
      await reconnect();
      await sql.unsafe(`drop trigger stop ${event.replace(/^\w+ /, '')}`);

      expect(await drive(sql, id)).toMatchObject({ status: 'completed', conflicts: 1 });
      expect(await sql`select key, error_code, resolution from cutover.replay_conflicts where run_id = ${id}`).toEqual([
        { key: '{1}', error_code: 'CT608', resolution: 'supabase_wins' },
      ]);
      await settle(sql, group.name);
      for (const [connection, schema] of [
        [legacy, group.legacySchema],
        [sql, group.supabaseSchema],
      ] as const) {
        const [row] = await connection.unsafe(`select name from ${schema}.owner where id = 1`);
        expect(row?.name).toBe('of supabase');
      }
    },
    120_000,
  );
});
