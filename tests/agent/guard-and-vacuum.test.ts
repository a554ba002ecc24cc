// A batch of many rows opens the guard only where its lock is free: it waits for nobody, and nobody gets in meanwhile.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backendPid, connect, type Sql, untilBlocked } from '../support/database.ts';
import { type AgentTable, createTable, type Session } from './table.ts';

let sql: Sql;
let other: Sql;
let observer: Sql;
let table: AgentTable;
beforeEach(async () => {
  [sql, other, observer] = [connect(), connect(), connect()];
  table = await createTable(sql);
  await sql`select cutover_agent.become_receiver(array[${table.endpoint}]::uuid[], ${randomUUID()}, 'a test')`;
});
afterEach(async () => {
  await Promise.all([other.end({ timeout: 1 }), observer.end({ timeout: 1 })]);
  await table.drop();
  await sql.end();
});

async function applyMany(session: Session): Promise<unknown[]> {
  const refused = await session`
    select * from cutover_agent.apply_rows(array[${table.endpoint}]::uuid[], array_fill(1, array[600]),
      array(select format('{%s,many}', g) from generate_series(1, 600) g), '{}', '{}')`;
  return [...refused];
}

async function rows(): Promise<number> {
  const [row] = await observer.unsafe<{ n: number }[]>(
    `select count(*)::int as n from ${table.name} where name = 'many'`,
  );
  return row!.n;
}

it('does not wait for what vacuum holds: the guard stays then, and asks at each row', async () => {
  await other.begin(async (vacuum) => {
    await vacuum.unsafe(`lock table ${table.name} in share update exclusive mode`);
    await sql.begin(async (batch) => {
      await batch`set local statement_timeout = '20s'`;
      expect(await applyMany(batch)).toEqual([]);
    });
  });
  expect(await rows()).toBe(600);
  await expect(other.unsafe(`insert into ${table.name} values (1000, 'in')`)).rejects.toMatchObject({ code: 'CT701' });
});

it('lets nobody in while it is open: whoever writes waits, and is refused', async () => {
  const pid = await backendPid(other);
  let write: Promise<unknown> = Promise.resolve();
  await sql.begin(async (batch) => {
    await applyMany(batch);
    write = other.unsafe(`insert into ${table.name} values (1000, 'in')`).then(
      () => 'written',
      (error: { code: string }) => error.code,
    );
    await untilBlocked(observer, pid);
  });
  expect(await write).toBe('CT701');
  expect(await rows()).toBe(600);
});

it('is as it was when the batch is rolled back', async () => {
  await expect(
    sql.begin(async (batch) => {
      await applyMany(batch);
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  expect(await rows()).toBe(0);
  await expect(other.unsafe(`delete from ${table.name}`)).rejects.toMatchObject({ code: 'CT701' });
});
