// The way back is rehearsed on a table that is written to: no writer waits for more than the row, and none is waited for.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Sql } from '../support/database.ts';
import { type AgentTable, createTable } from './table.ts';

let sql: Sql;
let writer: Sql;
let table: AgentTable;
beforeEach(async () => {
  [sql, writer] = [connect(), connect()];
  table = await createTable(sql);
});
afterEach(async () => {
  await writer.end({ timeout: 1 });
  await table.drop();
  await sql.end();
});

const rehearse = async (session: Sql): Promise<string | null> => {
  const [row] = await session<{ error: string | null }[]>`
    select cutover_agent.rehearse_apply(${table.endpoint}::uuid) as error`;
  return row!.error;
};

describe('rehearsal', () => {
  it('takes another row when somebody holds the first one, and says so when all are held', async () => {
    await sql.unsafe(`insert into ${table.name} values (2, 'free')`);
    await writer.begin(async (transaction) => {
      await transaction.unsafe(`update ${table.name} set name = 'held' where id = 1`);
      expect(await rehearse(sql)).toBeNull();
      await transaction.unsafe(`update ${table.name} set name = 'held' where id = 2`);
      expect(await rehearse(sql)).toMatch(/^55P03 /);
    });
    expect(await rehearse(sql)).toBeNull();
  });

  it('lets who waited for its row go on, although its transaction stays open', async () => {
    // In the middle, with the row locked, it waits until the writer does.
    await sql.unsafe(`
      create function ${table.name}_waits() returns trigger language plpgsql as $$
      begin
        while not exists (select from pg_locks l where not l.granted and l.locktype in ('transactionid', 'tuple')) loop
          perform pg_sleep(0.01);
        end loop;
        return null;
      end $$;
      create trigger waits before delete on ${table.name} for each statement execute function ${table.name}_waits()`);
    await sql.begin(async (transaction) => {
      await writer`set statement_timeout = '20s'`;
      const rehearsed = rehearse(transaction as unknown as Sql);
      let written = false;
      const change = (async () => {
        // The row is locked as soon as this is refused.
        for (let free = true; free; ) {
          const rows = await writer.unsafe(`select id from ${table.name} where id = 1 for update skip locked`);
          free = rows.length > 0;
        }
        await writer.unsafe(`update ${table.name} set name = 'changed' where id = 1`);
        written = true;
      })();
      expect(await rehearsed).toBeNull();
      await change;
      expect(written).toBe(true);
    });
    await sql.unsafe(`drop function ${table.name}_waits() cascade`);
  });
});
