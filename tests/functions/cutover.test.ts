// The way over and back through the functions alone, and what happens when requests meet, repeat, break off or die.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { killServer, startServer } from '../../scripts/stack/index.ts';
import {
  command,
  connect,
  createGroup,
  drive,
  type Group,
  type Kind,
  makeReady,
  settle,
  writeSource,
  closeWindows,
} from '../runs/group.ts';
import { endSchedule } from '../support/schedule.ts';
import { runningStack } from '../support/stack.ts';
import { type Answer, auditRows, call, expectNothing, expectRefused, state, uniqueName } from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const legacy: Sql = connect(stack.legacyDbUrl);
const key = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });

afterAll(async () => {
  await sql.end({ timeout: 1 });
  await legacy.end({ timeout: 1 });
});

const runsOf = async (group: Group): Promise<number> => {
  const [row] = await sql`
    select count(*) from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id where g.name = ${group.name}`;
  return Number(row?.count);
};

describe.each<Kind>(['local', 'postgres'])('%s legacy', (kind) => {
  let group: Group;
  let body: { group: string };

  beforeAll(async () => {
    group = await createGroup(sql, legacy, stack, kind, uniqueName(`http_${kind}`));
    body = { group: group.name };
    await closeWindows(sql, group.name);
    await makeReady(sql, group.name);
  }, 120_000);

  async function back(): Promise<void> {
    const answer = await call(stack, 'cutover-rollback', { body: { ...body, reason: 'test' } });
    expect(answer).toMatchObject({ status: 200, body: { result: { kind: 'rollback', status: 'completed' } } });
    await settle(sql, group.name);
    await makeReady(sql, group.name);
  }

  test('prepare, freeze, dry run, execute, status, rollback', async () => {
    const prepared = await call(stack, 'cutover-prepare', { body });
    expect(prepared).toMatchObject({ status: 200, body: { ok: true, result: { group: group.name, ready: true } } });

    const window = await call(stack, 'freeze-window', { body: { action: 'emergency', ...body, reason: 'go live' } });
    expect(window).toMatchObject({ status: 200, body: { result: { status: 'active', kind: 'emergency' } } });

    const before = await state(sql);
    const dry = await call(stack, 'cutover-execute', { body: { ...body, dry_run: true } });
    expect(dry).toMatchObject({ status: 200, body: { result: { dry_run: true, would_pass: true } } });
    expect(dry.body.result.predicted_write_pause_ms).toBeGreaterThan(0);
    for (const table of ['cutover_runs', 'cutover_tables', 'freeze_windows'] as const) {
      expect((await state(sql))[table]).toBe(before[table]);
    }
    expect(await writeSource(sql, group.name)).toBe('legacy');

    const executed = await call(stack, 'cutover-execute', { body, headers: key() });
    expect(executed).toMatchObject({
      status: 200,
      body: {
        ok: true,
        result: { kind: 'cutover', status: 'completed', finished: true, requested_by: stack.operatorId },
      },
    });
    expect(await writeSource(sql, group.name)).toBe('supabase');
    expect(await auditRows(sql, executed.requestId)).toMatchObject([{ action: 'execute', outcome: 'done' }]);

    const again = await expectNothing(sql, () => call(stack, 'cutover-execute', { body }), 'CT201');
    expect(again.body.error.details).toContain('is cutover');

    for (const answer of [
      await call(stack, 'cutover-status', { body }),
      await call(stack, 'cutover-status', { method: 'GET', rest: `?group=${group.name}` }),
      await call(stack, 'cutover-status', { body: { table: `${group.name}_item` } }),
    ]) {
      expect(answer).toMatchObject({
        status: 200,
        body: { result: { groups: [{ group: group.name, run: { status: 'completed' } }] } },
      });
    }

    await sql.unsafe(`insert into ${group.supabaseSchema}.owner (id, name) values (700000, 'written meanwhile')`);
    const rolledBack = await call(stack, 'cutover-rollback', { body: { ...body, reason: 'wrong prices' } });
    expect(rolledBack).toMatchObject({
      status: 200,
      body: { result: { kind: 'rollback', status: 'completed', reason: 'wrong prices' } },
    });
    expect(await writeSource(sql, group.name)).toBe('legacy');
    const there = kind === 'local' ? sql : legacy;
    const rows = await there.unsafe(`select name from ${group.legacySchema}.owner where id = 700000`);
    expect(rows.map(({ name }) => name)).toEqual(['written meanwhile']);
    await makeReady(sql, group.name);
  });

  test('with a secret key, and back at once', async () => {
    const headers = { apikey: stack.secretKeys.automations ?? '' };
    const executed = await call(stack, 'cutover-execute', { body, token: null, headers });
    expect(executed).toMatchObject({ status: 200, body: { result: { requested_by: 'key:automations' } } });
    const sent = { ...body, mode: 'immediate', reason: 'test' };
    const rolledBack = await call(stack, 'cutover-rollback', { body: sent, token: null, headers });
    expect(rolledBack).toMatchObject({ status: 200, body: { result: { mode: 'immediate', status: 'completed' } } });
    await settle(sql, group.name);
    await makeReady(sql, group.name);
  });

  test('the same key again goes on with the same run; with another body it is refused', async () => {
    const headers = key();
    const before = await runsOf(group);
    const begun = await call(stack, 'cutover-execute', { body, headers: { ...headers, prefer: 'wait=0' } });
    expect(begun).toMatchObject({ status: 202, body: { ok: true, result: { status: 'running', finished: false } } });
    expect(begun.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(begun.body.result.hint).toContain('cutover-status');

    const other = { ...body, fallback_hours: 12 };
    await expectNothing(sql, () => call(stack, 'cutover-execute', { body: other, headers }), 'CT301');
    await expectNothing(
      sql,
      () => call(stack, 'cutover-rollback', { body: { ...body, reason: 'x' }, headers }),
      'CT301',
    );
    // Another caller's key is another key.
    const theirs = { ...headers, apikey: stack.secretKeys.automations ?? '' };
    await expectNothing(sql, () => call(stack, 'cutover-execute', { body, token: null, headers: theirs }), 'CT205');

    const ended = await call(stack, 'cutover-execute', { body, headers });
    expect(ended).toMatchObject({
      status: 200,
      body: {
        replayed: true,
        first_request_id: begun.requestId,
        result: { run_id: begun.body.result.run_id, status: 'completed' },
      },
    });
    const repeated = await call(stack, 'cutover-execute', { body, headers });
    expect(repeated).toMatchObject({ status: 200, body: { replayed: true, result: ended.body.result } });
    expect(await runsOf(group)).toBe(before + 1);
    await back();
  });

  test('two at once: one run, and a clear refusal', async () => {
    const answers = await Promise.all([
      call(stack, 'cutover-execute', { body, headers: key() }),
      call(stack, 'cutover-execute', { body, headers: key() }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409);
    if (!loser) throw new Error('nobody lost');
    expect(['CT205', 'CT201', 'CT212']).toContain(loser.body.error.code);
    await expectRefused(sql, loser, loser.body.error.code as 'CT205');
    await back();
  });

  test('twenty at once with one key are one run', async () => {
    const headers = key();
    const before = await runsOf(group);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call(stack, 'cutover-execute', { body, headers })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body: { result } }) => result.run_id)).size).toBe(1);
    expect(await runsOf(group)).toBe(before + 1);
    await back();
  }, 120_000);

  test('what is released is no success: the reason, its status, and nothing has changed', async () => {
    await sql`update cutover.settings set value = '1' where key = 'barrier_give_up_seconds'`;
    const writer = connect(kind === 'local' ? stack.dbUrl : stack.legacyDbUrl);
    const headers = key();
    try {
      await writer.unsafe('begin');
      await writer.unsafe(`insert into ${group.legacySchema}.owner (id, name) values (700001, 'stays open')`);
      const answer = await call(stack, 'cutover-execute', { body, headers });
      expect(answer).toMatchObject({
        status: 503,
        body: { ok: false, error: { code: 'CT601', name: 'barrier_not_obtained' }, result: { status: 'released' } },
      });
      expect(answer.body.error.message).toContain('Nothing was switched');
      expect(answer.body.error.details).toContain('pid');
      expect(answer.body.error.hint).toMatch(/\S{2}/);
      expect(await writeSource(sql, group.name)).toBe('legacy');
      const again = await call(stack, 'cutover-execute', { body, headers });
      expect(again).toMatchObject({ status: 503, body: { replayed: true, error: { code: 'CT601' } } });
      const [row] = await sql`
        select count(*) from cutover.cutover_audit_log where action = 'run.cutover' and outcome = 'failed' and target = ${group.name}
          and detail ->> 'run' = ${answer.body.result.run_id as string}`;
      expect(Number(row?.count)).toBe(1);
      await writer.unsafe('rollback');
    } finally {
      await sql`update cutover.settings set value = '15' where key = 'barrier_give_up_seconds'`;
      await writer.end();
    }
    await makeReady(sql, group.name);
  });
});

describe('a driver that goes away', () => {
  let group: Group;
  let body: { group: string };
  let blocker: Sql;

  beforeAll(async () => {
    group = await createGroup(sql, legacy, stack, 'local', uniqueName('http_away'));
    body = { group: group.name };
    blocker = connect(stack.dbUrl);
  }, 120_000);
  afterAll(async () => {
    await blocker.end({ timeout: 1 });
    await endSchedule(sql);
  });

  /** Executes while a writer holds the barrier up, so that there is time to do something to the request. */
  async function executing(
    act: (aborting: AbortController) => Promise<void>,
  ): Promise<{ run: string; answer: Answer | undefined }> {
    await makeReady(sql, group.name);
    await blocker.unsafe('begin');
    await blocker.unsafe(`insert into ${group.legacySchema}.owner (name) values ('in flight')`);
    const aborting = new AbortController();
    const request = call(stack, 'cutover-execute', { body, headers: key(), signal: aborting.signal }).catch(
      () => undefined,
    );
    for (;;) {
      const [row] = await sql<{ id: string }[]>`
        select r.id from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id
        where g.name = ${group.name} and r.status = 'running' and r.step = 'block_writes'`;
      if (!row) continue;
      await act(aborting);
      await blocker.unsafe('commit');
      return { run: row.id, answer: await request };
    }
  }

  const untilFinished = async (run: string): Promise<string> => {
    for (;;) {
      const [row] = await sql<{ status: string }[]>`
        select status from cutover.cutover_runs where id = ${run} and finished_at is not null`;
      if (row) return row.status;
      await new Promise((done) => setTimeout(done, 100));
    }
  };

  test('the caller hangs up: the function goes on', async () => {
    const { run } = await executing(async (aborting) => aborting.abort());
    expect(await untilFinished(run)).toBe('completed');
    await call(stack, 'cutover-rollback', { body: { ...body, reason: 'test' } });
  });

  test('the database is killed: the function waits for it and ends what it began', async () => {
    const { run, answer } = await executing(async () => {
      await killServer(stack, 'supabase');
      await startServer(stack, 'supabase');
    });
    expect(answer).toMatchObject({ status: 200, body: { ok: true, result: { run_id: run, status: 'completed' } } });
    expect(await writeSource(sql, group.name)).toBe('supabase');
    await call(stack, 'cutover-rollback', { body: { ...body, reason: 'test' } });
  });

  test('the function is killed: pg_cron finishes the run', async () => {
    await sql`select cutover.schedule_jobs()`;
    const { run } = await executing(async () => {
      const workers = JSON.parse(readFileSync(join(stack.directory, 'workers.json'), 'utf8')) as { pid: number }[];
      for (const { pid } of workers) {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        if (words.some((word) => word.endsWith('cutover-execute/index.ts'))) process.kill(pid, 'SIGKILL');
      }
    });
    expect(await untilFinished(run)).toBe('completed');
    expect(await writeSource(sql, group.name)).toBe('supabase');
    // The next request starts the function again.
    const answer = await call(stack, 'cutover-execute', { body });
    await expectRefused(sql, answer, 'CT201');
    await endSchedule(sql);
    const driven = await command(sql, 'rollback', { group: group.name, reason: 'test' });
    expect(await drive(sql, driven.run_id as string)).toMatchObject({ status: 'completed' });
  }, 180_000);
});
