import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backendPid, connect, type Sql, untilBlocked } from '../support/database.ts';

type Arguments = Record<string, string | number | boolean | null>;

interface Answer {
  ok: boolean;
  replayed?: boolean;
  request_id: string;
  error?: { code: string };
  result?: unknown;
}

async function command(sql: Sql, operation: string, args: Arguments, key: string | null = null): Promise<Answer> {
  const [row] = await sql<{ answer: Answer }[]>`
    select cutover.command(${operation}, ${sql.json(args)}, ${key}) as answer`;
  return row!.answer;
}

const subject = `test ${randomUUID()}`.replaceAll(' ', '-');
let sessions: Sql[] = [];
let one: Sql;
let two: Sql;
let observer: Sql;

beforeAll(() => {
  sessions = [connect(), connect(), connect()];
  [one, two, observer] = sessions as [Sql, Sql, Sql];
});
afterAll(async () => {
  await observer`select cutover.revoke_operator(${subject})`;
  await Promise.all(sessions.map((sql) => sql.end()));
});

async function grantsOf(target: string): Promise<number> {
  const [row] = await observer<{ count: number }[]>`
    select count(*)::integer as count from cutover.cutover_audit_log
     where action = 'operator.grant' and outcome = 'done' and target = ${target}`;
  return row!.count;
}

describe('concurrent requests with one idempotency key', () => {
  it('wait for the first and replay its answer', async () => {
    const key = randomUUID();
    const pid = await backendPid(two);
    let second: Promise<Answer> | undefined;
    const first = await one.begin(async (transaction) => {
      const answer = await command(transaction as unknown as Sql, 'grant_operator', { subject, role: 'viewer' }, key);
      second = command(two, 'grant_operator', { subject, role: 'viewer' }, key);
      await untilBlocked(observer, pid);
      return answer;
    });
    expect(first.ok).toBe(true);
    expect(await second).toEqual({ ...first, replayed: true });
    expect(await grantsOf(subject)).toBe(1);
  });

  it('take the place of a first that ended without an answer', async () => {
    const key = randomUUID();
    const before = await grantsOf(subject);
    const pid = await backendPid(two);
    let second: Promise<Answer> | undefined;
    await one
      .begin(async (transaction) => {
        await command(transaction as unknown as Sql, 'grant_operator', { subject, role: 'viewer' }, key);
        second = command(two, 'grant_operator', { subject, role: 'viewer' }, key);
        await untilBlocked(observer, pid);
        throw new Error('the driver dies');
      })
      .catch((error: Error) => expect(error.message).toBe('the driver dies'));
    const answer = await second!;
    expect(answer.ok).toBe(true);
    expect(answer.replayed).toBeUndefined();
    expect(await grantsOf(subject)).toBe(before + 1);
  });

  it('have one effect, however many there are', async () => {
    const key = randomUUID();
    const before = await grantsOf(subject);
    const many = Array.from({ length: 8 }, () => connect());
    try {
      const answers = await Promise.all(
        many.map((sql) => command(sql, 'grant_operator', { subject, role: 'operator' }, key)),
      );
      expect(answers.every((answer) => answer.ok)).toBe(true);
      expect(answers.filter((answer) => answer.replayed === true)).toHaveLength(7);
      expect(new Set(answers.map((answer) => answer.request_id)).size).toBe(1);
      expect(await grantsOf(subject)).toBe(before + 1);
    } finally {
      await Promise.all(many.map((sql) => sql.end()));
    }
  });
});

describe('a command that is cancelled', () => {
  it('by a statement timeout answers CT607 and leaves no trace of a key', async () => {
    const key = randomUUID();
    await one.begin(async (transaction) => {
      await transaction`lock table cutover.operators in access exclusive mode`;
      await two.begin(async (waiting) => {
        await waiting`set local statement_timeout = '300ms'`;
        const answer = await command(
          waiting as unknown as Sql,
          'set_setting',
          { key: 'environment', value: 'development' },
          key,
        );
        expect(answer.ok).toBe(true);
        const refused = await command(
          waiting as unknown as Sql,
          'grant_operator',
          { subject, role: 'viewer' },
          `${key} 2`,
        );
        expect(refused.error?.code).toBe('CT607');
      });
    });
    const rows = await observer`select 1 from cutover_private.commands where key = ${`${key} 2`}`;
    expect(rows).toHaveLength(0);
  });

  it('by a lock timeout answers CT601', async () => {
    await one.begin(async (transaction) => {
      await transaction`lock table cutover.operators in access exclusive mode`;
      await two.begin(async (waiting) => {
        await waiting`set local lock_timeout = '100ms'`;
        const answer = await command(waiting as unknown as Sql, 'grant_operator', { subject, role: 'viewer' });
        expect(answer.error?.code).toBe('CT601');
      });
    });
  });
});

describe('two admins who remove each other', () => {
  it('do not leave the installation without one', async () => {
    // Everybody who is an admin already steps aside; put back at the end.
    const others = await observer<{ subject: string }[]>`
      update cutover.operators set role = 'approver' where role = 'admin' and revoked_at is null returning subject`;
    const anna = `anna-${randomUUID()}`;
    const adam = `adam-${randomUUID()}`;
    try {
      await command(observer, 'grant_operator', { subject: anna, role: 'admin' });
      await command(observer, 'grant_operator', { subject: adam, role: 'admin' });
      const pid = await backendPid(two);
      let second: Promise<Answer> | undefined;
      await one.begin(async (transaction) => {
        expect((await command(transaction as unknown as Sql, 'revoke_operator', { subject: adam })).ok).toBe(true);
        second = command(two, 'revoke_operator', { subject: anna });
        await untilBlocked(observer, pid);
      });
      expect((await second!).error?.code).toBe('CT105');
    } finally {
      for (const other of others) await command(observer, 'grant_operator', { subject: other.subject, role: 'admin' });
      await observer`update cutover.operators set revoked_at = now(), revoked_by = 'test' where subject in (${anna}, ${adam}) and revoked_at is null`;
    }
  });
});
