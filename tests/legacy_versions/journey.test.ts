// The whole way with a legacy server of PostgreSQL 13: over while it is written to and killed, and back with what was written meanwhile.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { killServer, startServer } from '../../scripts/stack/index.ts';
import {
  command,
  connect,
  content,
  createGroup,
  drive,
  dropGroup,
  type Group,
  makeReady,
  settle,
  writeSource,
} from '../runs/group.ts';
import { lost, Writer } from '../runs/ledger.ts';
import { Older } from './older.ts';

const name = 'thirteen';
const gate = 471113;
let older: Older;
let group: Group;
let firstId = 1_000_000;

beforeAll(async () => {
  older = await Older.start();
  group = await createGroup(older.sql, older.legacy, older.stack, 'postgres', name);
  // A run stops at a step until the test lets go of a lock: a place to kill at, without a hook in the product.
  await older.sql.unsafe(`
    create schema thirteen_test;
    create table thirteen_test.stop_at (step text);
    create function thirteen_test.wait() returns trigger language plpgsql as $$
    begin
      if exists (select from thirteen_test.stop_at s where s.step = new.step) then
        perform pg_advisory_xact_lock(${gate});
      end if;
      return new;
    end $$;
    create trigger wait_thirteen before insert on cutover.cutover_run_steps for each row execute function thirteen_test.wait();`);
}, 600_000);

afterAll(async () => {
  if (!older) return;
  await older.sql.unsafe('drop schema thirteen_test cascade');
  if (group) await dropGroup(older.sql, older.legacy, group);
  await older.end();
});

/** A writer that goes on until the test has ended, or is told to stop. */
function writer(side: 'legacy' | 'supabase'): Writer {
  firstId += 100_000;
  const started = new Writer(older.stack, group, firstId, side);
  onTestFinished(() => started.stop());
  return started;
}

async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await reached()); waited++) {
    if (waited > 2000) throw new Error('it does not get there');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function killOlder(): Promise<void> {
  await killServer(older.stack, 'older');
  await startServer(older.stack, 'older');
  await older.reconnect();
}

/** Everything that was acknowledged is on both sides, and both sides are equal. */
async function nothingLost(written: Writer): Promise<void> {
  expect(written.acknowledged.length).toBeGreaterThan(10);
  expect(await lost(older.legacy, group.legacySchema, written.acknowledged)).toEqual([]);
  expect(await lost(older.sql, group.supabaseSchema, written.acknowledged)).toEqual([]);
  expect(await content(older.sql, group.supabaseSchema)).toBe(await content(older.legacy, group.legacySchema));
}

/** Starts a run, kills the older server when it has come to this step, and drives it to its end. */
async function crashAt(step: string, operation: 'execute' | 'rollback'): Promise<string> {
  await older.sql`insert into thirteen_test.stop_at values (${step})`;
  const holder = connect(older.stack.dbUrl);
  await holder`select pg_advisory_lock(${gate})`;
  const run = await command(older.sql, operation, { group: name, ...(operation === 'rollback' && { reason: 'test' }) });
  const driver = connect(older.stack.dbUrl);
  const driving = drive(driver, run.run_id as string).catch((error: unknown) => error);
  await until(async () => {
    const [waiting] = await older.sql`
      select from pg_locks where locktype = 'advisory' and objid = ${gate} and not granted`;
    return waiting !== undefined;
  });
  await killOlder();
  await holder.end({ timeout: 1 });
  await driving;
  await driver.end({ timeout: 1 });
  await older.sql`delete from thirteen_test.stop_at`;
  return (await drive(older.sql, run.run_id as string)).status;
}

const version = (connection: Sql): Promise<number> =>
  connection<{ version: number }[]>`select current_setting('server_version_num')::integer / 10000 as version`.then(
    ([row]) => row!.version,
  );

describe('legacy of PostgreSQL 13', () => {
  test('is what it says', async () => {
    expect(await version(older.legacy)).toBe(13);
    expect(await version(older.sql)).toBeGreaterThanOrEqual(15);
    const [source] = await older.sql`select agent_version from cutover.legacy_sources where name = ${group.source}`;
    expect(source?.agent_version).toBe('0.1.0');
  });

  test('changes go over while it is written to and killed', async () => {
    const written = writer('legacy');
    const enough = (more: number): Promise<void> => {
      const wanted = written.acknowledged.length + more;
      return until(() => written.acknowledged.length >= wanted);
    };
    await enough(50);
    const ticking = connect(older.stack.dbUrl);
    const [id] = await ticking<{ id: string }[]>`select id from cutover.table_groups where name = ${name}`;
    const working = ticking`select cutover_private.pipeline_tick(${id!.id})`.catch((error: unknown) => error);
    await killOlder();
    await working;
    await ticking.end({ timeout: 1 });
    await enough(20);
    await written.stop();
    await older.legacy.unsafe(`
      update ${group.legacySchema}.owner set id = id + 5000000 where id between 190 and 200 and not exists (
        select from ${group.legacySchema}.item i where i.owner_id = owner.id);
      delete from ${group.legacySchema}.item where owner_id = 7;
      delete from ${group.legacySchema}.owner where id = 7`);
    await settle(older.sql, name);
    await nothingLost(written);
  });

  test('both sides are compared over there and here: full, and what changed since', async () => {
    expect(await older.compare(`${name}_item`, 'full')).toMatchObject({ status: 'completed', suspects: '0' });
    await older.tamper(`
      update ${group.supabaseSchema}.item set note = 'note 10' where owner_id = 12 and line = 0;
      delete from ${group.supabaseSchema}.item where owner_id = 13 and line = 0;
      insert into ${group.supabaseSchema}.item values (14, 99, 'nobody wrote this')`);
    expect(await older.compare(`${name}_item`, 'full')).toMatchObject({ missing: '1', extra: '1', mismatched: '1' });
    expect(await older.drift(`${name}_item`)).toEqual([
      { key: '{12,0}', kind: 'mismatched', columns: '{note}' },
      { key: '{13,0}', kind: 'missing', columns: '{}' },
      { key: '{14,99}', kind: 'extra', columns: '{}' },
    ]);
    await command(older.sql, 'repair', { table: `${name}_item` });
    await settle(older.sql, name);
    expect(await older.compare(`${name}_item`, 'incremental')).toMatchObject({ status: 'completed', suspects: '0' });
    expect(await older.drift(`${name}_item`)).toEqual([]);
  });

  test.each(['block_writes', 'flip'])('it is killed at %s of a cutover', async (step) => {
    await makeReady(older.sql, name);
    const written = writer('legacy');
    await until(() => written.acknowledged.length >= 10);
    const ended = await crashAt(step, 'execute');
    expect(['completed', 'released']).toContain(ended);
    const acknowledged = written.acknowledged.length;
    await until(() => written.acknowledged.length >= acknowledged + 10);
    await written.stop();
    await settle(older.sql, name);
    expect(await writeSource(older.sql, name)).toBe(ended === 'completed' ? 'supabase' : 'legacy');
    await nothingLost(written);
    if (ended === 'completed') await older.flip(name, 'rollback');
    await settle(older.sql, name);
    expect(await writeSource(older.sql, name)).toBe('legacy');
  });

  test('it flips under load, refuses writes then, and gets what is written in supabase', async () => {
    await makeReady(older.sql, name);
    const written = writer('legacy');
    await until(() => written.acknowledged.length >= 10);
    await older.flip(name, 'execute');
    await until(() => written.acknowledged.filter(({ where }) => where === 'supabase').length >= 20);
    await written.stop();
    for (const statement of ['update %.owner set total = 0', 'delete from %.item', 'truncate %.item']) {
      await expect(older.legacy.unsafe(statement.replace('%', group.legacySchema)), statement).rejects.toMatchObject({
        code: 'CT701',
      });
    }
    await settle(older.sql, name);
    await nothingLost(written);
  });

  test('it is killed at the flip of a rollback by drain, which gives everything back', async () => {
    const written = writer('supabase');
    await until(() => written.acknowledged.length >= 20);
    const ended = await crashAt('flip', 'rollback');
    await until(() => written.acknowledged.length >= 40);
    await written.stop();
    if (ended !== 'completed') await older.flip(name, 'rollback');
    expect(await writeSource(older.sql, name)).toBe('legacy');
    await settle(older.sql, name);
    await nothingLost(written);
    const [next] = await older.legacy.unsafe(
      `insert into ${group.legacySchema}.owner (name) values ('after') returning id::integer`,
    );
    expect(next?.id, 'the sequence has moved along').toBeGreaterThan(200);
  });
});
