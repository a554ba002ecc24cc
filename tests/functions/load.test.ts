// Many at once, and a database that has no room or is away: operators keep their way in, and everything recovers by itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { killServer, startServer } from '../../scripts/stack/index.ts';
import { connect } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { type Answer, auditRows, call, freshMinute } from './http.ts';

const stack = runningStack();
let sql: Sql = connect(stack.dbUrl);
const admin: Sql = connect(stack.adminDbUrl);

afterAll(async () => {
  await sql.end({ timeout: 1 });
  await admin.end({ timeout: 1 });
});

const endFunctionSessions = () =>
  admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'cutover functions'`;

/** How often a function has ended by itself; the server starts it anew, so that callers hardly notice. */
const crashes = (): number =>
  readFileSync(join(stack.directory, 'functions.log'), 'utf8').match(/: ended with \d/g)?.length ?? 0;

const statuses = (answers: Answer[]): number[] => [...new Set(answers.map(({ status }) => status))];

describe('many at once', () => {
  test('two hundred operators are all answered', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => call(stack, 'cutover-status')));
    expect(statuses(answers)).toEqual([200]);
    expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(200);
    const [row] = await admin`select count(*) from pg_stat_activity where application_name = 'cutover functions'`;
    // Four a function for operators, one for everybody else.
    expect(Number(row?.count)).toBeLessThanOrEqual(5 * 5);
  });

  test('a flood of strangers is answered, counted to the last, and nobody has to wait for it', async () => {
    // What earlier tests have left uncounted is counted first.
    await call(stack, 'cutover-status', { token: null });
    await freshMinute(sql);
    const size = 600;
    const flood = Promise.all(Array.from({ length: size }, () => call(stack, 'cutover-status', { token: null })));
    const slowest: number[] = [];
    for (let round = 0; round < 5; round++) {
      const begun = performance.now();
      expect((await call(stack, 'cutover-status')).status).toBe(200);
      slowest.push(performance.now() - begun);
    }
    const answers = await flood;
    expect(statuses(answers)).toEqual([401]);
    expect(Math.max(...slowest)).toBeLessThan(5000);

    // The first of the next minute tells how many there were.
    await sql`update cutover_private.audit_refusals set window_started_at = clock_timestamp() - interval '61 seconds'`;
    const last = await call(stack, 'cutover-status', { token: null });
    expect(await auditRows(sql, last.requestId)).toHaveLength(1);
    // Any row may tell of those before it.
    const [row] = await sql<{ written: number; counted: number }[]>`
      select count(*)::int as written, coalesce(sum((detail ->> 'only_counted_before')::int), 0)::int as counted
      from cutover.cutover_audit_log where request_id = any(string_to_array(${[...answers, last].map(({ requestId }) => requestId).join()}, ','))`;
    expect(row?.written).toBeGreaterThan(1);
    expect(row?.written).toBeLessThanOrEqual(61);
    expect((row?.written ?? 0) + (row?.counted ?? 0)).toBe(size + 1);
  }, 60_000);

  test('strangers that cannot be written down wait by themselves', async () => {
    const holder = connect(stack.dbUrl);
    await holder.unsafe('begin');
    await holder.unsafe('select from cutover_private.audit_refusals for update');
    const before = Date.now();
    const strangers = Promise.all(Array.from({ length: 50 }, () => call(stack, 'cutover-status', { token: null })));
    for (;;) {
      const [row] =
        await sql`select exists (select from pg_locks where not granted and locktype in ('transactionid', 'tuple')) as waiting`;
      if (row?.waiting) break;
      if (Date.now() - before > 8000) throw new Error('no stranger ever waited');
    }
    // While the strangers' connection waits, operators are answered.
    expect((await call(stack, 'cutover-status')).status).toBe(200);
    const [row] =
      await sql`select exists (select from pg_locks where not granted and locktype in ('transactionid', 'tuple')) as waiting`;
    expect(row?.waiting).toBe(true);
    await holder.unsafe('rollback');
    await holder.end();
    expect(statuses(await strangers)).toEqual([401]);
  });
});

describe('the database', () => {
  test('ends its sessions: the next request gets a new one', async () => {
    const before = crashes();
    expect((await call(stack, 'cutover-status')).status).toBe(200);
    await endFunctionSessions();
    const answers = await Promise.all(Array.from({ length: 10 }, () => call(stack, 'cutover-status')));
    expect(statuses(answers).every((status) => status === 200 || status === 503)).toBe(true);
    expect((await call(stack, 'cutover-status')).status).toBe(200);
    expect(crashes()).toBe(before);
  });

  test('has no connection left', async () => {
    await admin`alter role postgres connection limit 0`;
    try {
      await endFunctionSessions();
      for (const token of [stack.operatorToken, null]) {
        const answer = await call(stack, 'cutover-status', { token });
        if (token === null) {
          // A stranger stays one, whether or not it can be written down.
          expect(answer).toMatchObject({ status: 401, body: { error: { code: 'CT101' } } });
        } else {
          expect(answer).toMatchObject({
            status: 503,
            body: { ok: false, error: { code: 'CT902', name: 'database_unavailable' } },
          });
          expect(JSON.stringify(answer.body)).not.toMatch(/role|postgres/i);
        }
      }
    } finally {
      await admin`alter role postgres connection limit -1`;
    }
    for (let tries = 0; (await call(stack, 'cutover-status')).status !== 200; tries++) expect(tries).toBeLessThan(20);
  });

  test('is killed and comes back', async () => {
    await killServer(stack, 'supabase');
    try {
      const answer = await call(stack, 'cutover-status');
      expect(answer).toMatchObject({ status: 503, body: { error: { code: 'CT902' } } });
    } finally {
      await startServer(stack, 'supabase');
    }
    await sql.end({ timeout: 1 }).catch(() => {});
    sql = connect(stack.dbUrl);
    for (let tries = 0; (await call(stack, 'cutover-status')).status !== 200; tries++) expect(tries).toBeLessThan(20);
  });
});
