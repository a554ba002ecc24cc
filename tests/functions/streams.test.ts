// Progress as server-sent events, read with the typed client: what a caller learns on the way, and what happens without one.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCutoverClient, type ProgressEvent, type ResultEvent } from '../../packages/shared/src/client/index.ts';
import { command, connect, createGroup, drive, type Group, makeReady, settle, writeSource } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { uniqueName } from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const legacy: Sql = connect(stack.legacyDbUrl);
const client = createCutoverClient({ url: stack.apiUrl, token: stack.operatorToken });
let group: Group;

beforeAll(async () => {
  group = await createGroup(sql, legacy, stack, 'local', uniqueName('stream'));
  await makeReady(sql, group.name);
}, 60_000);
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await legacy.end({ timeout: 1 });
});

async function all<Result>(
  events: AsyncIterable<ProgressEvent | ResultEvent<Result>>,
): Promise<(ProgressEvent | ResultEvent<Result>)[]> {
  const seen = [];
  for await (const event of events) seen.push(event);
  return seen;
}

const stepsOf = (events: { event: string; data: unknown }[]): unknown[] =>
  events.filter(({ event }) => event === 'step').map(({ data }) => (data as { step: string }).step);

async function back(): Promise<void> {
  await client.call('cutover-rollback', { group: group.name, reason: 'test' });
  await settle(sql, group.name);
  await makeReady(sql, group.name);
}

describe('a run', () => {
  test('is told step by step, each with its times, and ends with the result', async () => {
    const events = await all(client.stream('cutover-execute', { group: group.name }));
    expect(stepsOf(events)).toEqual([
      'preflight',
      'block_writes',
      'drain',
      'verify',
      'sequences',
      'flip',
      'release',
      'monitor',
    ]);
    for (const { event, data } of events.filter(({ event }) => event === 'step')) {
      expect(data, event).toMatchObject({ group: group.name, kind: 'cutover', outcome: 'done' });
      const { ms, started_at, finished_at } = data as { ms: number; started_at: string; finished_at: string };
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(Date.parse(finished_at)).toBeGreaterThanOrEqual(Date.parse(started_at));
    }
    expect(events.at(-1)).toMatchObject({ event: 'result', data: { status: 'completed', finished: true } });
    expect(events.filter(({ event }) => event === 'result')).toHaveLength(1);
    await back();
  });

  test('whose caller has too little time is gone back to, and no step is told twice', async () => {
    const asked: (string | null)[] = [];
    const hasty = createCutoverClient({
      url: stack.apiUrl,
      token: stack.operatorToken,
      fetch: (url, init) => {
        const headers = new Headers(init?.headers);
        asked.push(headers.get('last-event-id'));
        // The first connection is to end at once: the run has only begun by then.
        if (asked.length === 1) headers.set('prefer', 'wait=0');
        return fetch(url, { ...init, headers });
      },
    });
    const events = await all(hasty.stream('cutover-execute', { group: group.name }));
    expect(asked.length).toBe(2);
    expect(new Set(stepsOf(events)).size).toBe(stepsOf(events).length);
    expect(events.at(-1)).toMatchObject({ event: 'result', data: { status: 'completed' } });
    await back();
  });

  test('goes on from the step that was seen', async () => {
    const key = uniqueName('seen');
    await all(client.stream('cutover-execute', { group: group.name }, { idempotencyKey: key }));
    const response = await fetch(`${stack.functionsUrl}/cutover-execute`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stack.operatorToken}`,
        accept: 'text/event-stream',
        'idempotency-key': key,
        'last-event-id': '6',
      },
      body: JSON.stringify({ group: group.name }),
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const text = await response.text();
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id)).toEqual(['7', '8']);
    expect(text).toMatch(/event: answer\ndata: \{"status":200,"body":\{"ok":true,.*"replayed":true/);
    await back();
  });

  test('is left going by a caller who stops reading', async () => {
    const blocker = connect(stack.dbUrl);
    try {
      await blocker.unsafe('begin');
      await blocker.unsafe(`insert into ${group.legacySchema}.owner (name) values ('in flight')`);
      let run: string | undefined;
      for await (const { event, data } of client.stream('cutover-execute', { group: group.name })) {
        // The run stands at the barrier, which the writer holds up.
        if (event !== 'progress' || (data as { step: string }).step !== 'block_writes') continue;
        run = (data as { run_id: string }).run_id;
        break;
      }
      await blocker.unsafe('commit');
      // Here pg_cron does nothing: whoever calls next drives it.
      expect(await drive(sql, run ?? '')).toMatchObject({ status: 'completed' });
      expect(await writeSource(sql, group.name)).toBe('supabase');
    } finally {
      await blocker.end({ timeout: 1 });
    }
    await back();
  });

  test('that is refused is refused as without events', async () => {
    const refused = all(client.stream('cutover-execute', { group: 'nobody' }));
    await expect(refused).rejects.toMatchObject({ name: 'CutoverError', code: 'CT004', status: 404 });
  });

  test('that is released rejects with the reason, and has the run with it', async () => {
    await sql`update cutover.settings set value = '1' where key = 'barrier_give_up_seconds'`;
    const writer = connect(stack.dbUrl);
    try {
      await writer.unsafe('begin');
      await writer.unsafe(`insert into ${group.legacySchema}.owner (name) values ('stays open')`);
      await expect(all(client.stream('cutover-execute', { group: group.name }))).rejects.toMatchObject({
        code: 'CT601',
        status: 503,
        hint: expect.stringMatching(/\S/),
        result: { status: 'released', group: group.name },
      });
      await writer.unsafe('rollback');
    } finally {
      await sql`update cutover.settings set value = '15' where key = 'barrier_give_up_seconds'`;
      await writer.end({ timeout: 1 });
    }
    await makeReady(sql, group.name);
  });

  test('of a caller whose role is taken away ends in a refusal', async () => {
    const blocker = connect(stack.dbUrl);
    const [operator] = await sql<{ subject: string; role: string }[]>`
      select subject, role from cutover.operators where subject = 'key:automations'`;
    await command(sql, 'grant_operator', { subject: 'key:automations', role: 'operator' });
    const theirs = createCutoverClient({ url: stack.apiUrl, secretKey: stack.secretKeys.automations ?? '' });
    try {
      await blocker.unsafe('begin');
      await blocker.unsafe(`insert into ${group.legacySchema}.owner (name) values ('in flight')`);
      let run = '';
      const following = (async () => {
        for await (const { event, data } of theirs.stream('cutover-execute', { group: group.name })) {
          if (event !== 'progress') continue;
          run = (data as { run_id: string }).run_id;
          if ((data as { step: string }).step === 'block_writes') {
            await command(sql, 'revoke_operator', { subject: 'key:automations' });
            await blocker.unsafe('commit');
          }
        }
      })();
      await expect(following).rejects.toMatchObject({ code: 'CT102', status: 403 });
      expect(await drive(sql, run)).toMatchObject({ status: 'completed' });
    } finally {
      await blocker.end({ timeout: 1 });
      if (operator) await command(sql, 'grant_operator', operator);
    }
    await back();
  });
});

describe('long work', () => {
  test('a comparison is told with rows, percent and its end', async () => {
    const events: { event: string; data: unknown }[] = [];
    const table = `${group.name}_item`;
    for await (const event of client.stream('reconciliation', { action: 'start', table })) {
      events.push(event);
      // Nobody else compares here.
      if (events.length === 1) await settleJob(table);
    }
    expect(events[0]).toMatchObject({ event: 'progress', data: { what: 'reconciliation', table, kind: 'full' } });
    expect(events.at(-2)).toMatchObject({ event: 'progress', data: { status: 'completed', percent: 100, over: true } });
    expect(events.at(-1)).toMatchObject({
      event: 'result',
      data: { jobs: [{ table, status: 'completed', missing: 0 }] },
    });
  });

  test('a status that nothing is under way in ends at once', async () => {
    const events = await all(client.stream('cutover-status', { group: group.name }));
    expect(events.map(({ event }) => event)).toEqual(['progress', 'progress', 'progress', 'result']);
    expect(events[0]).toMatchObject({ data: { what: 'backfill', percent: 100, over: true } });
    expect(events.at(-1)).toMatchObject({ data: { groups: [{ group: group.name }] } });
  });
});

async function settleJob(table: string): Promise<void> {
  for (;;) {
    const [job] = await sql<{ id: string }[]>`
      select j.id from cutover.reconciliation_jobs j join cutover.cutover_tables t on t.id = j.table_id
      where t.name = ${table} and j.finished_at is null`;
    if (!job) return;
    await sql`select cutover_private.reconcile_chunk(${job.id})`;
  }
}
