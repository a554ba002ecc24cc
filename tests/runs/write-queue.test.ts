// Writers write through the routed view while a freeze window begins, a cutover happens in it, and it ends: no write is refused,
// each lands on the side that is the truth exactly once, and the order of each writer is kept.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { backendPid, untilBlocked } from '../support/database.ts';
import { runningStack } from '../support/stack.ts';
import {
  command,
  connect,
  content,
  createGroup,
  drive,
  dropGroup,
  type Kind,
  makeReady,
  settle,
  startWorkers,
} from './group.ts';

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

async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await look()); ) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test.each<Kind>(['local', 'postgres'])('%s legacy: nothing that was queued is lost', async (kind) => {
  const group = await createGroup(sql, legacy, stack, kind, `queue_${randomUUID().slice(0, 4)}`);
  const [open] = await sql<{ id: string; group_id: string }[]>`
    select w.id, w.group_id from cutover.freeze_windows w join cutover.table_groups g on g.id = w.group_id
    where g.name = ${group.name} and w.status = 'active'`;
  const groupId = open?.group_id ?? '';
  await command(sql, 'freeze_complete', { window: open?.id });
  for (const table of ['owner', 'item']) {
    await command(sql, 'set_freeze_writes', { table: `${group.name}_${table}`, mode: 'queue', reason: 'test' });
  }
  await makeReady(sql, group.name);

  let writing = true;
  const acknowledged: number[] = [];
  const refused: string[] = [];
  const writers = [1, 2].map(async (number) => {
    const connection = connect(stack.dbUrl);
    for (let id = number * 1_000_000; writing; id += 1) {
      try {
        await connection.unsafe(`
          insert into ${group.routedSchema}.owner (id, name, total) values (${id}, 'written', 0);
          insert into ${group.routedSchema}.item (owner_id, line, note) values (${id}, 1, 'written');`);
        acknowledged.push(id);
      } catch (error) {
        refused.push((error as { code?: string }).code ?? String(error));
      }
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    await connection.end();
  });
  const pipeline = startWorkers(stack.dbUrl);
  onTestFinished(async () => {
    writing = false;
    await Promise.all(writers);
    await pipeline.stop();
  });

  await until('writers write', async () => acknowledged.length > 20);
  const window = await command(sql, 'freeze_emergency', { group: group.name, reason: 'test' });
  await until('writes are queued', async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int from cutover.queued_writes q join cutover.cutover_tables t on t.id = q.table_id
      where t.group_id = ${groupId} and q.status = 'waiting'`;
    return (row?.count ?? 0) > 40;
  });
  const run = await command(sql, 'execute', { group: group.name });
  expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
  await command(sql, 'freeze_complete', { window: window.window });
  await sql.unsafe('call cutover_private.run_monitor(0)');
  const then = acknowledged.length;
  await until('writers go on', async () => acknowledged.length > then + 20);
  writing = false;
  await Promise.all(writers);
  await pipeline.stop();
  await settle(sql, group.name);

  expect(refused).toEqual([]);
  const left = await sql`
    select q.status, q.error_code from cutover.queued_writes q join cutover.cutover_tables t on t.id = q.table_id
    where t.group_id = ${groupId} and q.status <> 'replayed'`;
  expect([...left]).toEqual([]);
  const present = await sql.unsafe(`
    select o.id::int from ${group.supabaseSchema}.owner o join ${group.supabaseSchema}.item i on i.owner_id = o.id and i.line = 1
    where o.id >= 1000000 order by 1`);
  expect(present.map(({ id }) => id)).toEqual([...acknowledged].sort((a, b) => a - b));
  const there = kind === 'local' ? sql : legacy;
  expect(await content(there, group.legacySchema)).toBe(await content(sql, group.supabaseSchema));
  const back = await command(sql, 'rollback', { group: group.name, reason: 'test' });
  expect(await drive(sql, back.run_id as string)).toMatchObject({ status: 'completed' });
  await dropGroup(sql, legacy, group);
});

test('what was queued waits in line behind the applier, not for a moment in which it rests', async () => {
  const group = await createGroup(sql, legacy, stack, 'local', `queue_${randomUUID().slice(0, 4)}`);
  const applier = connect(stack.dbUrl);
  const monitor = connect(stack.dbUrl);
  onTestFinished(async () => {
    for (const connection of [applier, monitor]) await connection.end({ timeout: 1 });
  });
  const [open] = await sql<{ id: string; group_id: string }[]>`
    select w.id, w.group_id from cutover.freeze_windows w join cutover.table_groups g on g.id = w.group_id
    where g.name = ${group.name} and w.status = 'active'`;
  await command(sql, 'set_freeze_writes', { table: `${group.name}_owner`, mode: 'queue', reason: 'test' });
  await sql.unsafe('call cutover_private.run_monitor(0)');
  await sql.unsafe(`insert into ${group.routedSchema}.owner (id, name, total) values (5000, 'queued', 0)`);
  await command(sql, 'freeze_complete', { window: open!.id });
  const pid = await backendPid(monitor);
  let opened: Promise<unknown[]> = Promise.resolve([]);
  await applier.begin(async (round) => {
    await round`select cutover_private.try_lock_group(${open!.group_id})`;
    opened = monitor`select cutover_private.open_gates(${open!.group_id}) is not null as opened`.then((rows) => [
      ...rows,
    ]);
    await untilBlocked(sql, pid);
  });
  expect(await opened).toEqual([{ opened: true }]);
  const rows = await sql.unsafe(`select name from ${group.legacySchema}.owner where id = 5000`);
  expect([...rows]).toEqual([{ name: 'queued' }]);
  await dropGroup(sql, legacy, group);
});
