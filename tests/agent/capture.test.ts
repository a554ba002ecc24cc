// Capture and apply while several sessions write: whatever the order of commits, no change is skipped.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Sql } from '../support/database.ts';
import { type AgentTable, createTable, journal } from './table.ts';

let sql: Sql;
let slow: Sql;
let table: AgentTable;
beforeEach(async () => {
  [sql, slow] = [connect(), connect()];
  table = await createTable(sql);
});
afterEach(async () => {
  await slow.end({ timeout: 1 });
  await table.drop();
  await sql.end();
});

async function take(): Promise<{ ids: string; key: string; values: string | null }[]> {
  return sql<{ ids: string; key: string; values: string | null }[]>`
    select ids::text as ids, key::text as key, row_values::text as values
      from cutover_agent.take_changes(array[${table.endpoint}]::uuid[], 100) order by key`;
}

describe('capture', () => {
  it('misses no writer that took its number early and committed late', async () => {
    let ids = '';
    await slow.begin(async (transaction) => {
      await transaction.unsafe(`insert into ${table.name} values (2, 'early number, late commit')`);
      await sql.unsafe(`insert into ${table.name} values (3, 'late number, early commit')`);
      const taken = await take();
      expect(taken.map((entry) => entry.key)).toEqual(['{3}']);
      ids = taken[0]!.ids;
    });
    // It has the lower number, has committed by now, and was not among those taken.
    await sql`select cutover_agent.acknowledge(array[${table.endpoint}]::uuid[], ${ids}::bigint[])`;
    expect((await take()).map((entry) => entry.key)).toEqual(['{2}']);
  });

  it('keeps the entry of a change that was made after the state was taken', async () => {
    await sql.unsafe(`update ${table.name} set name = 'first' where id = 1`);
    const [taken] = await take();
    expect(taken).toMatchObject({ key: '{1}', values: '{1,first}' });
    await slow.unsafe(`update ${table.name} set name = 'second' where id = 1`);
    await sql`select cutover_agent.acknowledge(array[${table.endpoint}]::uuid[], ${taken!.ids}::bigint[])`;
    expect(await take()).toMatchObject([{ key: '{1}', values: '{1,second}' }]);
  });

  it('makes no writer wait for another one of the same key longer than the row itself does', async () => {
    await slow.begin(async (transaction) => {
      await transaction.unsafe(`insert into ${table.name} values (2, 'open')`);
      // A key of its own: neither the journal nor its index may hold it up.
      await sql`set statement_timeout = '2s'`;
      await sql.unsafe(`insert into ${table.name} values (3, 'free')`);
      await sql`select count(*) from cutover_agent.take_changes(array[${table.endpoint}]::uuid[], 100)`;
      await sql`reset statement_timeout`;
    });
    expect((await journal(sql, table)).sort()).toEqual(['{2}', '{3}']);
  });
});
