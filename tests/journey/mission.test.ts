// The whole mission, once through each way to operate: prepare, window, execute, monitor, complete, and back. Each leaves the same
// audit trail. A way that is added to `drivers` is held to the same.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  command,
  connect,
  content,
  createGroup,
  dropGroup,
  type Group,
  reconcile,
  settle,
  writeSource,
  closeWindows,
} from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { cliDriver } from './cli.ts';
import { clientDriver } from './client.ts';
import { curlDriver } from './curl.ts';
import type { Driver } from './driver.ts';
import { sqlDriver } from './sql.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const legacy: Sql = connect(stack.legacyDbUrl);
const drivers: Record<string, Driver> = {
  sql: sqlDriver(sql),
  curl: curlDriver(stack),
  client: clientDriver(stack),
  cli: cliDriver(stack),
};
const trails: Record<string, Trail> = {};

afterAll(async () => {
  await sql.end({ timeout: 1 });
  await legacy.end({ timeout: 1 });
});

const states = async (group: Group): Promise<string[]> => {
  const rows = await sql<{ state: string }[]>`
    select distinct t.state from cutover.cutover_tables t join cutover.table_groups g on g.id = t.group_id where g.name = ${group.name}`;
  return rows.map(({ state }) => state);
};

/** What pg_cron would do meanwhile. */
async function watch(group: Group): Promise<void> {
  // A critical alert of the whole project holds every completion up; what other tests have left is none of this one.
  await sql`update cutover.alerts set resolved_at = now(), resolution = 'test' where resolved_at is null and group_id is null and table_id is null`;
  await sql`update cutover_private.watches set due_at = now(), completion_due_at = now()`;
  await sql`select cutover_private.watch_turn(g.id) from cutover.table_groups g where g.name = ${group.name}`;
}

/** A day in which everything holds: compared in full, its integrity checked, and the clock moved by data. */
async function aDayPasses(group: Group): Promise<void> {
  await command(sql, 'attest', { group: group.name, rule: 'service_healthy', evidence: 'dashboards are green' });
  await sql`select cutover_private.start_reconciliation(t.id, 'integrity', 'request')
    from cutover.cutover_tables t join cutover.table_groups g on g.id = t.group_id where g.name = ${group.name}`;
  await settle(sql, group.name);
  await reconcile(sql, group.name);
  for (let left = 1; left > 0; ) {
    await sql`select cutover_private.integrity_step()`;
    const [unfinished] = await sql<{ count: number }[]>`select count(*)::int as count from cutover.reconciliation_jobs j
      join cutover.cutover_tables t on t.id = j.table_id join cutover.table_groups g on g.id = t.group_id
      where g.name = ${group.name} and j.kind = 'integrity' and j.finished_at is null`;
    left = unfinished?.count ?? 0;
  }
  await sql`update cutover.cutover_tables t set cutover_at = cutover_at - interval '25 hours'
    from cutover.table_groups g where g.id = t.group_id and g.name = ${group.name}`;
  await sql`update cutover.completions c set since = since - interval '25 hours'
    from cutover.cutover_tables t join cutover.table_groups g on g.id = t.group_id where t.id = c.table_id and g.name = ${group.name}`;
}

const missing = async (group: Group): Promise<unknown[]> => [
  ...(await sql`select p.table_name, p.missing from cutover.completion_progress p where p.group_name = ${group.name} and p.missing <> '{}'`),
];

/** What was done, in order; and the comparisons, which end in any order. */
type Trail = { deeds: string[]; comparisons: string[] };

/** Everything that the log has of the group, who did it aside. */
async function trail(group: Group, after: string): Promise<Trail> {
  const rows = await sql<
    { action: string; outcome: string; target_kind: string; about: string; code: string | null }[]
  >`
    select l.action, l.outcome, l.target_kind, a.about, a.error_code as code
    from cutover.cutover_audit_log l join cutover.audit_trail a using (seq)
    where l.seq > ${after} and a.about like ${`${group.name}%`} order by l.seq`;
  const said = rows.map(({ action, outcome, target_kind, about, code }) =>
    [action, outcome, target_kind, about.replace(group.name, 'shop'), code ?? ''].join(' ').trim(),
  );
  const isComparison = (row: string): boolean => row.startsWith('reconciliation.');
  return { deeds: said.filter((row) => !isComparison(row)), comparisons: said.filter(isComparison).sort() };
}

describe.each(Object.keys(drivers))('through %s', (name) => {
  const driver = drivers[name] as Driver;
  let group: Group;
  let before: string;

  beforeAll(async () => {
    group = await createGroup(sql, legacy, stack, 'postgres', `mission_${name}`);
    await closeWindows(sql, group.name);
    const [head] = await sql<{ seq: string }[]>`select max(seq) as seq from cutover.cutover_audit_log`;
    before = head?.seq ?? '0';
  }, 120_000);

  test('prepare: the first call begins to compare, the next one finds everything in order', async () => {
    expect(await driver.prepare(group.name)).toMatchObject({ result: { ready: false, reconciling: true } });
    await reconcile(sql, group.name);
    expect(await driver.prepare(group.name)).toMatchObject({ result: { ready: true, reconciling: false } });
    expect(await states(group)).toEqual(['ready']);
  });

  test('nothing is switched outside of a freeze window', async () => {
    expect(await driver.execute(group.name)).toEqual({ code: 'CT203' });
    expect(await states(group)).toEqual(['ready']);
  });

  test('window, dry run, execute', async () => {
    expect(await driver.openWindow(group.name, 'go live')).toMatchObject({ result: { status: 'active' } });
    expect(await driver.rehearse(group.name)).toMatchObject({ result: { dry_run: true, would_pass: true } });
    expect(await writeSource(sql, group.name)).toBe('legacy');
    expect(await driver.execute(group.name)).toMatchObject({ result: { kind: 'cutover', status: 'completed' } });
    expect(await writeSource(sql, group.name)).toBe('supabase');
    await sql.unsafe(`insert into ${group.routedSchema}.owner (id, name) values (900000, 'written on supabase')`);
  });

  test('monitor: watched, and not complete before its time', async () => {
    await watch(group);
    const table = { state: 'cutover', watched: { rollback_security: 'holds' } };
    expect(await driver.status(group.name)).toMatchObject({ result: { groups: [{ tables: [table, table] }] } });
  });

  test('complete: all has held for a day', async () => {
    await aDayPasses(group);
    await watch(group);
    // What is in the way says so itself.
    expect(await missing(group)).toEqual([]);
    const table = { state: 'completed', write_source: 'supabase' };
    expect(await driver.status(group.name)).toMatchObject({ result: { groups: [{ tables: [table, table] }] } });
  });

  test('and back, with what was written meanwhile', async () => {
    expect(await driver.rollback(group.name, 'wrong prices')).toMatchObject({
      result: { kind: 'rollback', status: 'completed' },
    });
    expect(await states(group)).toEqual(['rolled_back']);
    expect(await writeSource(sql, group.name)).toBe('legacy');
    const [row] = await legacy.unsafe(`select name from ${group.legacySchema}.owner where id = 900000`);
    expect(row?.name).toBe('written on supabase');
    await settle(sql, group.name);
    expect(await content(legacy, group.legacySchema)).toBe(await content(sql, group.supabaseSchema));
    trails[name] = await trail(group, before);
    await dropGroup(sql, legacy, group);
  });
});

test('each has left the same audit trail', () => {
  const [first, ...others] = Object.values(trails);
  expect(Object.keys(trails)).toEqual(Object.keys(drivers));
  expect(first?.deeds).toEqual([
    'prepare done group shop',
    'prepare done group shop',
    'execute refused group shop CT203',
    'freeze.emergency done group shop',
    'execute done group shop',
    'execute done group shop',
    'run.flip done group shop',
    'run.cutover done group shop',
    'attest done group shop',
    'cutover.complete done group shop',
    'rollback done group shop',
    'run.flip done group shop',
    'run.rollback done group shop',
  ]);
  for (const other of others) expect(other).toEqual(first);
});
