import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backendPid, connect, type Sql, untilBlocked } from '../support/database.ts';

interface Verdict {
  ok: boolean;
  rows: string;
  problem: string | null;
  head_seq: string;
  head_hash: string;
}

let observer: Sql;
beforeAll(() => {
  observer = connect();
});
afterAll(() => observer.end());

async function verdict(): Promise<Verdict> {
  const [row] = await observer<Verdict[]>`select * from cutover.verify_audit_log()`;
  return row!;
}

describe('the audit chain', () => {
  it('is in the order of the commits, and nobody waits for it while working', async () => {
    const mark = `thing-${randomUUID()}`;
    const [one, two] = [connect(), connect()];
    try {
      await one.begin(async (slow) => {
        await slow`select cutover_private.audit('test.slow', 'done', 'thing', ${mark})`;
        await two`select cutover_private.audit('test.quick', 'done', 'thing', ${mark})`;
      });
      const rows = await observer<{ action: string }[]>`
        select action from cutover.cutover_audit_log where target = ${mark} order by seq`;
      expect(rows.map((row) => row.action)).toEqual(['test.quick', 'test.slow']);
      expect(await verdict()).toMatchObject({ ok: true, problem: null });
    } finally {
      await Promise.all([one.end(), two.end()]);
    }
  });

  it('neither forks nor deadlocks when many append in mixed order', async () => {
    const many = Array.from({ length: 6 }, () => connect());
    const mark = `thing-${randomUUID()}`;
    try {
      await Promise.all(
        many.map(async (sql, worker) => {
          for (let round = 0; round < 25; round += 1) {
            await sql.begin(async (transaction) => {
              // Half of them hold a lock when they append, half want it afterwards: with a chain that is held from the
              // first row on, these would wait for each other.
              if (worker % 2 === 0) await transaction`select pg_advisory_xact_lock(4711)`;
              await transaction`select cutover_private.audit('test.append', 'done', 'thing', ${mark})`;
              if (worker % 2 === 1) await transaction`select pg_advisory_xact_lock(4711)`;
              await transaction`select cutover_private.audit('test.append', 'done', 'thing', ${mark})`;
            });
          }
        }),
      );
      const [row] = await observer<{ count: number }[]>`
        select count(*)::integer as count from cutover.cutover_audit_log where target = ${mark}`;
      expect(row!.count).toBe(300);
      expect(await verdict()).toMatchObject({ ok: true, problem: null });
    } finally {
      await Promise.all(many.map((sql) => sql.end()));
    }
  });

  it('has no trace of a transaction that was rolled back, and no gap', async () => {
    const mark = `thing-${randomUUID()}`;
    const sql = connect();
    await sql
      .begin(async (transaction) => {
        await transaction`select cutover_private.audit('test.undone', 'done', 'thing', ${mark})`;
        await transaction`set constraints all immediate`;
        throw new Error('undo');
      })
      .catch(() => undefined);
    await sql.end();
    const rows = await observer`select 1 from cutover.cutover_audit_log where target = ${mark}`;
    expect(rows).toHaveLength(0);
    const [pending] = await observer<
      { count: number }[]
    >`select count(*)::integer as count from cutover_private.audit_pending`;
    expect(pending!.count).toBe(0);
    expect(await verdict()).toMatchObject({ ok: true });
  });

  it('makes a committing transaction wait for the one that seals, not fail', async () => {
    const mark = `thing-${randomUUID()}`;
    const [one, two] = [connect(), connect()];
    try {
      const pid = await backendPid(two);
      let second: Promise<unknown> | undefined;
      await one.begin(async (sealing) => {
        await sealing`select cutover_private.audit('test.first', 'done', 'thing', ${mark})`;
        await sealing`set constraints all immediate`;
        second = two`select cutover_private.audit('test.second', 'done', 'thing', ${mark})`.execute();
        await untilBlocked(observer, pid);
      });
      await second;
      const rows = await observer<{ action: string }[]>`
        select action from cutover.cutover_audit_log where target = ${mark} order by seq`;
      expect(rows.map((row) => row.action)).toEqual(['test.first', 'test.second']);
    } finally {
      await Promise.all([one.end(), two.end()]);
    }
  });
});
