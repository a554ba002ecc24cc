// Requests that make no sense, or make none now: a registered code, an audit row, and nothing has changed.
import { randomUUID } from 'node:crypto';
import { connect as tcp } from 'node:net';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../packages/shared/src/index.ts';
import { killServer, startServer } from '../../scripts/stack/index.ts';
import { command, connect, createGroup, type Group, makeReady } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import {
  auditRows,
  call,
  expectNothing,
  expectRefused,
  type FunctionName,
  type Request,
  state,
  uniqueName,
} from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
let legacy: Sql = connect(stack.legacyDbUrl);

const refused = (code: ErrorCode, name: FunctionName, request: Request) =>
  expectNothing(sql, () => call(stack, name, request), code);

afterAll(async () => {
  await legacy.end({ timeout: 1 });
  await sql.end({ timeout: 1 });
});

describe('names that nobody knows', () => {
  test.each<[FunctionName, unknown]>([
    ['cutover-prepare', { group: 'nobody' }],
    ['cutover-execute', { group: 'nobody' }],
    ['cutover-execute', { group: 'nobody', dry_run: true }],
    ['cutover-rollback', { group: 'nobody', reason: 'x' }],
    ['cutover-status', { group: 'nobody' }],
    ['freeze-window', { action: 'emergency', group: 'nobody', reason: 'x' }],
    [
      'freeze-window',
      { action: 'schedule', group: 'nobody', starts_at: new Date(Date.now() + 3_600_000).toISOString(), reason: 'x' },
    ],
    ['freeze-window', { action: 'list', group: 'nobody' }],
  ])('%s %j', async (name, body) => {
    const answer = await refused('CT004', name, { body });
    expect(answer.body.error.message).toContain('nobody');
  });

  test('a table that is not registered', async () => {
    await refused('CT002', 'cutover-status', { body: { table: 'not_there' } });
    await refused('CT002', 'cutover-status', { method: 'GET', rest: '?table=not_there' });
  });

  test('a freeze window that does not exist', async () => {
    for (const action of ['activate', 'complete', 'cancel']) {
      await refused('CT007', 'freeze-window', { body: { action, window: randomUUID() } });
    }
  });

  test('a path below a function', async () => {
    await refused('CT012', 'cutover-execute', { rest: '/dry-run', body: { group: 'nobody' } });
    const slash = await call(stack, 'cutover-status', { rest: '/' });
    expect(slash.status).toBe(200);
  });
});

describe('names with everything in them', () => {
  test.each([
    `"Weird ""Name"`,
    `o'brien"; drop table cutover.operators; --`,
    '$$ $1 %s %I {} \\',
    'Grüße 群 🎈',
    ' a ',
  ])('%s', async (group) => {
    const body = { group };
    const answer = await refused('CT004', 'cutover-prepare', { body });
    const [row] = await auditRows(sql, answer.requestId);
    expect(row?.detail).toMatchObject({ arguments: body });
    await refused('CT004', 'cutover-status', { method: 'GET', rest: `?group=${encodeURIComponent(group)}` });
  });

  test.each([
    ['longer than any name of PostgreSQL', 'x'.repeat(64)],
    ['empty', ''],
    ['blank', '   '],
    ['a zero byte', 'a\u0000b'],
    ['a line break', 'a\nb'],
    ['half a character', '\ud83d'],
  ])('%s', async (_, group) => {
    await refused('CT001', 'cutover-prepare', { body: { group } });
    await refused('CT001', 'cutover-rollback', { body: { group, reason: 'x' } });
  });
});

describe('wrong types', () => {
  test.each<[FunctionName, unknown]>([
    ['cutover-prepare', { group: 7 }],
    ['cutover-prepare', { group: null }],
    ['cutover-prepare', { group: ['a'] }],
    ['cutover-prepare', {}],
    ['cutover-prepare', []],
    ['cutover-prepare', [{ group: 'a' }]],
    ['cutover-prepare', '"text"'],
    ['cutover-prepare', 'null'],
    ['cutover-prepare', '12'],
    ['cutover-prepare', { group: 'a', force: true }],
    ['cutover-prepare', '{"group":"a","__proto__":{"x":1}}'],
    ['cutover-prepare', { group: 'a', 'x\u0000\ud800': 1 }],
    ['cutover-execute', { group: 'a', dry_run: 'yes' }],
    ['cutover-execute', { group: 'a', dry_run: 0 }],
    ['cutover-execute', { group: 'a', fallback_hours: 1.5 }],
    ['cutover-execute', { group: 'a', fallback_hours: -1 }],
    ['cutover-execute', { group: 'a', fallback_hours: 1e9 }],
    ['cutover-rollback', { group: 'a' }],
    ['cutover-rollback', { group: 'a', reason: '' }],
    ['cutover-rollback', { group: 'a', reason: 'x'.repeat(2001) }],
    ['cutover-rollback', { group: 'a', reason: 'x', mode: 'quick' }],
    ['cutover-status', { group: 'a', table: 'b' }],
    ['cutover-status', { grupo: 'a' }],
    ['freeze-window', {}],
    ['freeze-window', { action: 'thaw' }],
    ['freeze-window', { action: { $ne: 1 } }],
    ['freeze-window', { action: 'activate', window: 'tomorrow' }],
    ['freeze-window', { action: 'emergency', group: 'a' }],
    ['freeze-window', { action: 'schedule', group: 'a', starts_at: '2030-11-24 05:00', reason: 'x' }],
    ['freeze-window', { action: 'schedule', group: 'a', starts_at: '2030-02-31T05:00:00Z', reason: 'x' }],
  ])('%s %j', async (name, body) => {
    const answer = await refused('CT001', name, { body });
    const [row] = await auditRows(sql, answer.requestId);
    expect(row).toMatchObject({ actor: stack.operatorId, client_address: '127.0.0.1' });
  });

  test('every finding is named', async () => {
    const answer = await refused('CT001', 'cutover-execute', { body: { group: 7, dry_run: 'yes', force: 1 } });
    for (const word of ['group', 'dry_run', 'force']) expect(answer.body.error.details).toContain(word);
  });

  test('arguments in the query of a POST, which would be passed over otherwise', async () => {
    await refused('CT001', 'cutover-execute', { body: { group: 'a' }, rest: '?dry_run=true' });
    // Addressed to the platform, not to the function.
    await refused('CT004', 'cutover-execute', { body: { group: 'a' }, rest: '?forceFunctionRegion=eu-west-1' });
  });

  test('a query with a parameter twice, or with one that is unknown', async () => {
    await refused('CT001', 'cutover-status', { method: 'GET', rest: '?group=a&group=b' });
    await refused('CT001', 'cutover-status', { method: 'GET', rest: '?grupo=a' });
    await refused('CT001', 'cutover-status', { method: 'GET', rest: '?__proto__=a' });
  });
});

describe('bodies', () => {
  test.each([
    ['half an object', '{"group":'],
    ['single quotes', "{'group':'a'}"],
    ['a form', 'group=a&dry_run=true'],
    ['two objects', '{"group":"a"}{"group":"b"}'],
    ['nothing', ''],
    ['white space', ' \n\t '],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
    ['a comment', '{"group":"a" /* b */}'],
    ['NaN', '{"group":NaN}'],
  ])('%s', async (_, body) => {
    await refused('CT009', 'cutover-execute', { body });
  });

  test('what was sent instead of JSON is not repeated, neither in the answer nor in the log', async () => {
    const answer = await refused('CT009', 'cutover-execute', { body: '{"group": hunter2' });
    expect(JSON.stringify([answer.body, await auditRows(sql, answer.requestId)])).not.toContain('hunter2');
  });

  test('none is needed for the status of everything', async () => {
    for (const request of [{}, { body: '{}' }, { method: 'GET' }] as Request[]) {
      expect(await call(stack, 'cutover-status', request)).toMatchObject({ status: 200, body: { ok: true } });
    }
  });

  test('the content type does not matter', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=utf-8']) {
      await refused('CT004', 'cutover-prepare', { body: { group: 'nobody' }, headers: { 'content-type': type } });
    }
  });

  test('too large, whatever the header says', async () => {
    const limit = 64 * 1024;
    const ofSize = (size: number): string => `{"group":"nobody"}`.padEnd(size);
    await refused('CT004', 'cutover-prepare', { body: ofSize(limit) });
    await refused('CT010', 'cutover-prepare', { body: ofSize(limit + 1) });
    await refused('CT010', 'cutover-prepare', { body: ofSize(20_000_000) });
    // In chunks, without a length.
    const chunk = new TextEncoder().encode('x'.repeat(10_000));
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (++chunks > 100 ? controller.close() : controller.enqueue(chunk)),
    });
    const response = await fetch(`${stack.functionsUrl}/cutover-prepare`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stack.operatorToken}` },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  test('deeply nested', async () => {
    await refused('CT001', 'cutover-prepare', { body: `{"group":${'['.repeat(30_000)}${']'.repeat(30_000)}}` });
  });
});

describe('methods', () => {
  test.each<[string, FunctionName]>([
    ['GET', 'cutover-prepare'],
    ['GET', 'cutover-execute'],
    ['PUT', 'cutover-execute'],
    ['DELETE', 'freeze-window'],
    ['PATCH', 'cutover-rollback'],
    ['DELETE', 'cutover-status'],
  ])('%s %s', async (method, name) => {
    const answer = await refused('CT011', name, { method });
    expect(answer.headers.get('allow')).toMatch(/POST/);
    expect(answer.headers.get('allow')).not.toContain(method);
  });

  test('HEAD is refused without a body', async () => {
    const response = await fetch(`${stack.functionsUrl}/cutover-status`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${stack.operatorToken}` },
    });
    expect(response.status).toBe(405);
  });

  test('OPTIONS tells browsers what they may send, without credentials and without a trace', async () => {
    const count = async (): Promise<number> =>
      Number((await sql`select count(*) from cutover.cutover_audit_log`)[0]?.count);
    const before = await count();
    const response = await fetch(`${stack.functionsUrl}/cutover-execute`, {
      method: 'OPTIONS',
      headers: { origin: 'https://admin.example', 'access-control-request-method': 'POST' },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toBe('POST, OPTIONS');
    for (const header of ['authorization', 'apikey', 'idempotency-key', 'content-type']) {
      expect(response.headers.get('access-control-allow-headers')).toContain(header);
    }
    expect(await count()).toBe(before);
  });

  test('refusals can be read by browsers, too', async () => {
    const answer = await call(stack, 'cutover-status', { token: null });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id');
  });
});

describe('headers', () => {
  test('a request id is kept when it is one', async () => {
    const id = `trace-${randomUUID()}`;
    const kept = await call(stack, 'cutover-prepare', { body: { group: 'nobody' }, headers: { 'x-request-id': id } });
    expect(kept.requestId).toBe(id);
    await expectRefused(sql, kept, 'CT004');
    const other = await call(stack, 'cutover-status', { headers: { 'x-request-id': 'no id: <script>' } });
    expect(other.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('an address that is none is not written down', async () => {
    const headers = { 'cf-connecting-ip': `'); drop table x; --${'9'.repeat(500)}` };
    const answer = await call(stack, 'cutover-prepare', { body: { group: 'nobody' }, headers });
    expect(await expectRefused(sql, answer, 'CT004')).not.toMatchObject({
      client_address: expect.stringContaining('drop'),
    });
  });

  test('headers of any size end in an answer', async () => {
    for (const size of [1_000, 10_000, 100_000]) {
      const status = await new Promise<string>((done) => {
        const socket = tcp(Number(new URL(stack.apiUrl).port), '127.0.0.1');
        let seen = '';
        socket.on('data', (data) => {
          seen += data.toString();
        });
        socket.on('close', () => done(seen.split('\r\n')[0] ?? ''));
        // The server may cut the connection before everything is sent.
        socket.on('error', () => {});
        socket.write(
          `GET /functions/v1/cutover-status HTTP/1.1\r\nHost: x\r\nConnection: close\r\nUser-Agent: ${'u'.repeat(size)}\r\nAuthorization: Bearer ${stack.operatorToken}\r\n\r\n`,
        );
      });
      expect(status).toMatch(size < 16_000 ? /^HTTP\/1.1 200 / : /^(HTTP\/1.1 431 .*)?$/);
    }
    expect((await call(stack, 'cutover-status')).status).toBe(200);
  });
});

describe('a group that is not to be flipped now', () => {
  let group: Group;
  let body: { group: string };

  beforeAll(async () => {
    group = await createGroup(sql, legacy, stack, 'local', uniqueName('refuse'));
    body = { group: group.name };
  }, 120_000);

  /** Changes something underneath, tries, and puts it back. */
  async function meanwhile(
    change: string,
    back: string,
    code: ErrorCode,
    request: Request = { body },
  ): Promise<string> {
    await sql.unsafe(change);
    try {
      return (await refused(code, 'cutover-execute', request)).body.error.details ?? '';
    } finally {
      await sql.unsafe(back);
    }
  }

  test('it is not ready', async () => {
    const answer = await refused('CT201', 'cutover-execute', { body });
    expect(answer.body.error.hint).toContain('prepare');
    await refused('CT201', 'cutover-execute', { body: { ...body, dry_run: true } });
    await refused('CT201', 'cutover-rollback', { body: { ...body, reason: 'x' } });
    await makeReady(sql, group.name);
    await refused('CT201', 'cutover-rollback', { body: { ...body, reason: 'x' } });
  });

  test('the flag is off', async () => {
    const flag = (enabled: boolean): string =>
      `select cutover.command('set_feature_flag', '{"name": "data_migration_final", "enabled": ${enabled}}')`;
    await meanwhile(flag(false), flag(true), 'CT202');
    const dry = await sql
      .unsafe(flag(false))
      .then(() => call(stack, 'cutover-execute', { body: { ...body, dry_run: true } }));
    await sql.unsafe(flag(true));
    expect(dry).toMatchObject({ status: 200, body: { result: { would_pass: false, flag_enabled: false } } });
  });

  test('an attestation has expired, another is missing', async () => {
    const expiry = (when: string): string =>
      `update cutover.cutover_checklists set expires_at = ${when} where rule_id = 'backup_verified'
       and table_id in (select t.id from cutover.cutover_tables t join cutover.table_groups g on g.id = t.group_id where g.name = '${group.name}')`;
    expect(
      await meanwhile(expiry(`now() - interval '1 hour'`), expiry(`now() + interval '1 hour'`), 'CT209'),
    ).toContain('backup_verified');
    const value = (number: string): string => expiry('expires_at').replace('set ', `set value = ${number}, `);
    expect(await meanwhile(value('null'), value('1'), 'CT206')).toContain('backup_verified');
  });

  test('somebody changes a row on the wrong side', async () => {
    const details = await meanwhile(
      `insert into cutover.rule_overrides (table_id, rule_id, threshold, reason, set_by)
       select t.id, 'row_counts', -1, 'test', 'test' from cutover.cutover_tables t where t.name = '${group.name}_item'`,
      `delete from cutover.rule_overrides where reason = 'test'`,
      'CT206',
    );
    expect(details).toContain('row_counts');
    expect(details).toContain(`${group.name}_item`);
  });

  test('no window is open; the last one is over', async () => {
    const ofGroup = `group_id = (select id from cutover.table_groups where name = '${group.name}')`;
    const [window] = await sql.unsafe(`select * from cutover.freeze_windows where ${ofGroup} and status = 'active'`);
    await meanwhile(
      `update cutover.freeze_windows set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 second' where id = '${window?.id}'`,
      `update cutover.freeze_windows set ends_at = now() + interval '2 hours' where id = '${window?.id}'`,
      'CT204',
    );
    await command(sql, 'freeze_complete', { window: window?.id as string });
    await meanwhile(`delete from cutover.freeze_windows where ${ofGroup}`, 'select 1', 'CT203');
    await refused('CT208', 'freeze-window', {
      body: { action: 'schedule', ...body, starts_at: new Date(Date.now() - 3_600_000).toISOString(), reason: 'x' },
    });
    const opened = await call(stack, 'freeze-window', { body: { action: 'emergency', ...body, reason: 'x' } });
    expect(opened).toMatchObject({ status: 200 });
    await refused('CT207', 'freeze-window', { body: { action: 'emergency', ...body, reason: 'x' } });
    await refused('CT201', 'freeze-window', { body: { action: 'cancel', window: opened.body.result.window } });
  });

  test('after all of this it can still be done', async () => {
    const dry = await call(stack, 'cutover-execute', { body: { ...body, dry_run: true } });
    expect(dry).toMatchObject({ status: 200, body: { ok: true, result: { would_pass: true } } });
  });
});

describe('the legacy server is down', () => {
  test('everything that needs it says so, and works again when it is back', async () => {
    const group = await createGroup(sql, legacy, stack, 'postgres', uniqueName('down'));
    const body = { group: group.name };
    const headers = { 'idempotency-key': uniqueName('down') };
    await makeReady(sql, group.name);
    // A run that has begun, but has not taken a step.
    const begun = await call(stack, 'cutover-execute', { body, headers: { ...headers, prefer: 'wait=0' } });
    expect(begun).toMatchObject({ status: 202, body: { result: { status: 'running', step: 'preflight' } } });
    await legacy.end({ timeout: 1 });
    await killServer(stack, 'legacy');
    try {
      const cannot = await call(stack, 'cutover-execute', { body, headers: { ...headers, prefer: 'wait=2' } });
      expect(cannot).toMatchObject({ status: 202, body: { result: { status: 'releasing' } } });
    } finally {
      await startServer(stack, 'legacy');
      legacy = connect(stack.legacyDbUrl);
    }
    const released = await call(stack, 'cutover-execute', { body, headers });
    expect(released).toMatchObject({ body: { ok: false, replayed: true, result: { status: 'released' } } });
    expect(released.body.error.code).toBe('CT501');
    expect(released.body.error.message).toContain('Nothing was switched');

    await makeReady(sql, group.name);
    await legacy.end({ timeout: 1 });
    await killServer(stack, 'legacy');
    try {
      await refused('CT501', 'cutover-execute', { body: { ...body, dry_run: true } });
      const before = await state(sql);
      const execute = await call(stack, 'cutover-execute', { body });
      await expectRefused(sql, execute, 'CT501');
      const prepare = await call(stack, 'cutover-prepare', { body });
      await expectRefused(sql, prepare, 'CT501');
      expect(await state(sql)).toEqual(before);
      // Whatever is said about the connection, its password is not.
      for (const { body: said } of [released, execute, prepare]) {
        expect(JSON.stringify(said)).not.toContain(stack.agentPassword);
      }
      // What is stored here needs nobody.
      expect(await call(stack, 'cutover-status', { body })).toMatchObject({ status: 200 });
    } finally {
      await startServer(stack, 'legacy');
      legacy = connect(stack.legacyDbUrl);
    }
    await makeReady(sql, group.name);
    const dry = await call(stack, 'cutover-execute', { body: { ...body, dry_run: true } });
    expect(dry).toMatchObject({ status: 200, body: { result: { would_pass: true } } });
  }, 120_000);
});
