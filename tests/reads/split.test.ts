// Split reads between sessions: shadow reads by real workers, what a worker leaves that dies, and a ramp that pg_cron takes up.
import type { Sql } from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { kinds, pidOf, type Scene, scene, setting, until } from '../failures/scene.ts';
import { command, type Kind, makeReady, tryCommand } from '../runs/group.ts';
import { endSchedule } from '../support/schedule.ts';

type Ramp = { status: string; step: number; waits_for: string | null };
type Split = { percentage: string; halted_reason: string | null };

const owner = (it: Scene): string => `${it.group.name}_owner`;

async function split(kind: Kind, title: string): Promise<Scene> {
  const it = await scene(kind, title);
  await makeReady(it.sql, it.group.name);
  await it.sql`update cutover.cutover_tables set read_source = 'dual' where name = ${owner(it)}`;
  return it;
}

async function ramp(it: Scene): Promise<Ramp | undefined> {
  const [row] = await it.sql<Ramp[]>`
    select r.status, r.step, r.waits_for from cutover.read_ramps r join cutover.cutover_tables t on t.id = r.table_id
    where t.name = ${owner(it)} order by r.started_at desc limit 1`;
  return row;
}

async function splitOf(it: Scene): Promise<Split | undefined> {
  const [row] = await it.sql<Split[]>`
    select s.percentage, s.halted_reason from cutover.read_splits s join cutover.cutover_tables t on t.id = s.table_id
    where t.name = ${owner(it)}`;
  return row;
}

async function turn(session: Sql, it: Scene): Promise<boolean> {
  const [row] = await session<{ worked: boolean }[]>`
    select cutover_private.shadow_turn(t.id) as worked from cutover.cutover_tables t where t.name = ${owner(it)}`;
  return row?.worked === true;
}

async function windows(it: Scene): Promise<{ compared: number; dropped: number; legacy_errors: number }[]> {
  return it.sql`
    select w.compared, w.dropped, w.legacy_errors from cutover.shadow_reads w join cutover.cutover_tables t on t.id = w.table_id
    where t.name = ${owner(it)} order by w.started_at`;
}

/** Past the guard, as nobody should be able to. */
async function plant(it: Scene, statement: string): Promise<void> {
  await it.sql.begin(async (transaction) => {
    await transaction`insert into cutover_agent.appliers values (pg_current_xact_id())`;
    await transaction.unsafe(statement);
    await transaction`delete from cutover_agent.appliers`;
  });
}

test.each(kinds)(
  'a ramp goes up by itself, and rows that differ take the split back (%s legacy)',
  async (kind) => {
    const it = await split(kind, `ramp_${kind}`);
    await setting(it.sql, 'shadow_read_seconds', '1');
    await setting(it.sql, 'shadow_read_keys', '400');
    await setting(it.sql, 'shadow_read_budget_ms', '5000');
    await setting(it.sql, 'shadow_latency_floor_ms', '10000');
    await command(it.sql, 'start_read_ramp', {
      table: owner(it),
      reason: 'test',
      steps: [
        { percentage: 5, hold_minutes: 0.01 },
        { percentage: 100, hold_minutes: 0.01 },
      ],
    });
    await it.sql`select cutover.schedule_jobs()`;
    onTestFinished(() => endSchedule(it.sql), 30_000);
    // pg_cron begins with the next minute.
    await until('pg_cron has taken a step', async () => ((await ramp(it))?.step ?? 0) > 0, 90_000);
    await until('the ramp is completed', async () => (await ramp(it))?.status === 'completed');
    expect(await splitOf(it)).toEqual({ percentage: '100.00', halted_reason: null });
    await plant(it, `update ${it.group.supabaseSchema}.owner set name = 'another' where id in (7, 8)`);
    await until('the split is halted', async () => (await splitOf(it))?.halted_reason !== null);
    expect(await splitOf(it)).toEqual({
      percentage: '5.00',
      halted_reason: 'shadow_agreement: measured 99, allowed 99.5, over 3 windows with a sample of 600',
    });
    const keys = await it.sql`
      select distinct m.key[1] as id, m.columns::text from cutover.shadow_mismatches m join cutover.cutover_tables t on t.id = m.table_id
      where t.name = ${owner(it)} order by 1`;
    expect([...keys]).toEqual([
      { id: '7', columns: '{name}' },
      { id: '8', columns: '{name}' },
    ]);
  },
  200_000,
);

test.each(kinds)(
  'two workers do not read twice, and one that dies leaves its window to the other (%s legacy)',
  async (kind) => {
    const it = await split(kind, `workers_${kind}`);
    await setting(it.sql, 'shadow_read_seconds', '3600');
    const [first, second] = [it.session('supabase'), it.session('supabase')];
    const pid = await pidOf(first);
    await first.unsafe('begin');
    expect(await turn(first, it)).toBe(true);
    // Neither waits for the other.
    await second`set lock_timeout = '1s'`;
    expect(await turn(second, it)).toBe(false);
    await it.sql`select pg_terminate_backend(${pid})`;
    await until('it is gone', async () => (await it.sql`select from pg_stat_activity where pid = ${pid}`).length === 0);
    expect(await windows(it)).toEqual([]);
    expect(await turn(second, it)).toBe(true);
    expect(await turn(second, it)).toBe(false);
    const [window, ...others] = await windows(it);
    expect(others).toEqual([]);
    expect(window?.compared).toBeGreaterThanOrEqual(50);
  },
);

test('a table that somebody holds is left alone in time, and nobody waits for a reader', async () => {
  const it = await split('local', 'held');
  await setting(it.sql, 'shadow_read_timeout_ms', '50');
  await setting(it.sql, 'shadow_read_seconds', '3600');
  const holder = it.session('supabase');
  await holder.unsafe('begin');
  await holder.unsafe(`lock table ${it.group.supabaseSchema}.owner in access exclusive mode`);
  const worker = it.session('supabase');
  await worker`set statement_timeout = '10s'`;
  expect(await turn(worker, it)).toBe(true);
  await holder.unsafe('commit');
  const [window] = await windows(it);
  expect(window).toMatchObject({ compared: 0, legacy_errors: 0 });
  expect(window?.dropped).toBeGreaterThan(0);
});

test('a legacy server that is away costs errors of legacy, and halts nothing', async () => {
  const it = await split('postgres', 'away');
  await setting(it.sql, 'shadow_read_seconds', '3600');
  await it.sql`select cutover_private.change_read_split(id, 25, 'test') from cutover.cutover_tables where name = ${owner(it)}`;
  await it.sql`
    select cutover_private.note_source_result(source_id, 'away') from cutover.cutover_tables where name = ${owner(it)}`;
  await it.sql`update cutover.source_health set retry_at = clock_timestamp() + interval '1 minute'`;
  expect(await turn(it.sql, it)).toBe(true);
  await it.sql`update cutover.source_health set retry_at = null`;
  const [window] = await windows(it);
  expect(window).toMatchObject({ compared: 0 });
  expect(window?.legacy_errors).toBeGreaterThan(0);
  expect(await splitOf(it)).toEqual({ percentage: '25.00', halted_reason: null });
});

test('of two operators one starts the ramp', async () => {
  const it = await split('local', 'operators');
  const args = { table: owner(it), reason: 'test' };
  const [first, second] = [it.session('supabase'), it.session('supabase')];
  await first.unsafe('begin');
  expect(await tryCommand(first, 'start_read_ramp', args)).toMatchObject({ ok: true });
  const pid = await pidOf(second);
  const waiting = tryCommand(second, 'start_read_ramp', args);
  await until('the second waits for the first', async () => {
    const rows = await it.sql`select from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`;
    return rows.length > 0;
  });
  await first.unsafe('commit');
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'CT220' } });
});

test.each(kinds)('a run ends ramp and split, there and back (%s legacy)', async (kind) => {
  const it = await split(kind, `ends_${kind}`);
  const source = async (): Promise<string> => {
    const [row] = await it.sql`select read_source from cutover.cutover_tables where name = ${owner(it)}`;
    return row?.read_source as string;
  };
  for (const [direction, side] of [
    ['cutover', 'supabase'],
    ['rollback', 'legacy'],
  ] as const) {
    await it.sql`update cutover.cutover_tables set read_source = 'dual' where name = ${owner(it)}`;
    await command(it.sql, 'start_read_ramp', { table: owner(it), reason: 'test' });
    await it.sql`select cutover_private.change_read_split(id, 25, 'test') from cutover.cutover_tables where name = ${owner(it)}`;
    expect(await it.run(direction)).toMatchObject({ status: 'completed' });
    expect(await source()).toBe(side);
    expect(await splitOf(it)).toBeUndefined();
    expect((await ramp(it))?.status).toBe('cancelled');
  }
});

test.each(kinds)(
  'who leaves a change of the split open makes a run give up, not writers wait (%s legacy)',
  async (kind) => {
    const it = await split(kind, `open_${kind}`);
    const changes = [
      ['set_read_split', { table: owner(it), percentage: 5, reason: 'test' }],
      ['set_feature_flag', { name: 'data_migration_final', enabled: true, rollout_percentage: 90 }],
    ] as const;
    for (const [operation, args] of changes) {
      const holder = it.session('supabase');
      const pid = await pidOf(holder);
      await holder.unsafe('begin');
      await command(holder, operation, args);
      const run = await it.run('cutover');
      await holder.unsafe('rollback');
      expect(run).toMatchObject({
        status: 'released',
        error: { code: 'CT601', details: expect.stringContaining(`pid ${pid}`) },
      });
    }
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
  },
);

test('reads that go back and a change of the split wait for one another, whoever comes first', async () => {
  const it = await split('local', 'crossed');
  const item = `${it.group.name}_item`;
  await it.sql`update cutover.cutover_tables set read_source = 'dual' where name = ${item}`;
  const back = (sql: Sql) => tryCommand(sql, 'rollback', { group: it.group.name, mode: 'reads_only', reason: 'test' });
  const change = (sql: Sql) => tryCommand(sql, 'set_read_split', { table: item, percentage: 1, reason: 'test' });
  for (const order of [
    [back, change],
    [change, back],
  ]) {
    for (const table of [owner(it), item]) {
      await command(it.sql, 'set_read_split', { table, percentage: 5, reason: 'test' });
    }
    const holder = it.session('supabase');
    await holder.unsafe('begin');
    await command(holder, 'set_feature_flag', { name: 'data_migration_final', enabled: true });
    const answers: ReturnType<typeof back>[] = [];
    for (const does of order) {
      const session = it.session('supabase');
      const pid = await pidOf(session);
      answers.push(does(session));
      await until('it waits', async () => {
        const rows = await it.sql`select from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`;
        return rows.length > 0;
      });
    }
    await holder.unsafe('rollback');
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ ok: true });
  }
});
