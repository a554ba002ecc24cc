// The webhook of a flag service: believed only when it is signed, and only that something has changed.
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { scene } from '../failures/scene.ts';
import { connect, type Sql } from '../support/database.ts';
import { runningStack } from '../support/stack.ts';
import { type DenoFunction, startFunction } from './deno-function.ts';
import { type Answer, auditRows, call, expectNothing, freshMinute } from './http.ts';

const stack = runningStack();
const secret = randomUUID();
const actor = 'key:flag_webhook';

/** Stands in for a flag service: answers what a test tells it to, and keeps what it was asked. */
class FakeFlagService {
  answer: { status: number; body: unknown; location?: string } = { status: 200, body: {} };
  /** Values of data_migration_final for the next questions; then the answer holds. */
  next: unknown[] = [];
  asked: { path: string | undefined; authorization: string | undefined; body: unknown }[] = [];
  private readonly server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    this.asked.push({ path: request.url, authorization: request.headers.authorization, body: JSON.parse(body) });
    const answer: FakeFlagService['answer'] =
      this.next.length > 0
        ? { status: 200, body: { key: 'data_migration_final', value: this.next.shift() } }
        : this.answer;
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      ...(answer.location !== undefined && { location: answer.location }),
    });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  async start(port = 0): Promise<string> {
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
  has(key: string, value: unknown): void {
    this.answer = { status: 200, body: { key, value, reason: 'STATIC', variant: 'a' } };
  }
}

const service = new FakeFlagService();
let sql: Sql;
let webhook: DenoFunction;

beforeAll(async () => {
  sql = connect(stack.dbUrl);
  const serviceUrl = await service.start();
  webhook = await startFunction('flag-webhook', {
    SUPABASE_DB_URL: stack.dbUrl,
    FEATURE_FLAG_API_URL: `${serviceUrl}/`,
    FEATURE_FLAG_API_KEY: 'bearer-key',
    FEATURE_FLAG_WEBHOOK_SECRET: secret,
  });
});

afterAll(async () => {
  webhook.stop();
  await service.stop();
  await sql`delete from cutover.operators where subject = ${actor}`;
  await sql`update cutover.feature_flags set enabled = false, rollout_percentage = 100`;
  await sql.end();
});

beforeEach(async () => {
  await freshMinute(sql);
  service.asked = [];
  service.has('data_migration_final', true);
  await sql`update cutover.feature_flags set enabled = false, rollout_percentage = 100`;
  await sql`
    insert into cutover.operators (subject, role, granted_by) values (${actor}, 'approver', 'test')
    on conflict (subject) do update set role = 'approver', revoked_at = null`;
});

type Delivery = { id?: string; timestamp?: number; body?: string; signature?: string; method?: string };

async function deliver(
  flag: string,
  {
    id = randomUUID(),
    timestamp = Math.floor(Date.now() / 1000),
    body = JSON.stringify({ flag, value: 'not believed' }),
    signature,
    method = 'POST',
  }: Delivery = {},
): Promise<Answer> {
  const response = await fetch(`${webhook.url}/flag-webhook`, {
    method,
    headers: {
      'x-webhook-id': id,
      'x-webhook-timestamp': String(timestamp),
      'x-webhook-signature':
        signature ?? `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
    },
    body,
    redirect: 'manual',
  });
  return {
    status: response.status,
    headers: response.headers,
    requestId: response.headers.get('x-request-id') ?? '',
    body: (await response.json()) as Answer['body'],
  };
}

async function flag(): Promise<{ enabled: boolean; rollout_percentage: string }> {
  const [row] = await sql<{ enabled: boolean; rollout_percentage: string }[]>`
    select enabled, rollout_percentage from cutover.feature_flags where name = 'data_migration_final' and environment = 'development'`;
  return row as { enabled: boolean; rollout_percentage: string };
}

it('applies what the service has, as an actor with a name', async () => {
  const answer = await deliver('data_migration_final');
  expect(answer).toMatchObject({ status: 200, body: { ok: true, result: { enabled: true } } });
  expect(await flag()).toEqual({ enabled: true, rollout_percentage: '100.00' });
  // And once more when it was applied.
  const question = {
    path: '/ofrep/v1/evaluate/flags/data_migration_final',
    authorization: 'Bearer bearer-key',
    body: { context: { targetingKey: 'cutover' } },
  };
  expect(service.asked).toEqual([question, question]);
  expect(await auditRows(sql, answer.requestId)).toMatchObject([{ actor, action: 'flag.set', outcome: 'done' }]);
  service.has('data_migration_final', 12.5);
  expect(await deliver('data_migration_final')).toMatchObject({ status: 200 });
  expect(await flag()).toEqual({ enabled: true, rollout_percentage: '12.50' });
  service.has('data_migration_final', false);
  expect(await deliver('data_migration_final')).toMatchObject({ status: 200 });
  expect(await flag()).toEqual({ enabled: false, rollout_percentage: '12.50' });
});

it('answers a delivery that comes twice as it did before', async () => {
  const id = randomUUID();
  const first = await deliver('data_migration_final', { id });
  expect(await deliver('data_migration_final', { id })).toMatchObject({
    status: 200,
    body: { replayed: true, result: first.body.result },
  });
  // Even if somebody has set it otherwise since; what the service says by now is applied.
  await sql`update cutover.feature_flags set enabled = false`;
  await deliver('data_migration_final', { id });
  expect((await flag()).enabled).toBe(false);
  service.has('data_migration_final', 50);
  expect(await deliver('data_migration_final', { id })).toMatchObject({ status: 200, body: { ok: true } });
  expect(await flag()).toEqual({ enabled: true, rollout_percentage: '50.00' });
});

it('loses no change to a delivery that was sent again under its id', async () => {
  const id = randomUUID();
  await deliver('data_migration_final', { id });
  service.has('data_migration_final', false);
  expect(await deliver('data_migration_final', { id })).toMatchObject({ status: 200, body: { ok: true } });
  expect((await flag()).enabled).toBe(false);
});

it('ends with what the service says last, whichever delivery asked first', async () => {
  // On when it is asked, off, and on again before each is applied.
  service.next = [true, false, true];
  expect(await deliver('data_migration_final')).toMatchObject({ status: 200, body: { result: { enabled: true } } });
  expect(service.asked).toHaveLength(3);
  service.next = [true, false];
  service.has('data_migration_final', false);
  expect(await deliver('data_migration_final')).toMatchObject({ status: 200, body: { result: { enabled: false } } });
  expect((await flag()).enabled).toBe(false);
});

it('keeps what it has applied when the service is silent afterwards', async () => {
  service.next = [true];
  service.answer = { status: 500, body: {} };
  expect(await deliver('data_migration_final')).toMatchObject({ status: 200, body: { result: { enabled: true } } });
  expect((await flag()).enabled).toBe(true);
});

const now = () => Math.floor(Date.now() / 1000);
it.each<[string, Delivery]>([
  ['a signature of somebody else', { signature: `sha256=${'0'.repeat(64)}` }],
  ['no signature', { signature: 'none' }],
  [
    'a signature of the body without the timestamp',
    {
      signature: `sha256=${createHmac('sha256', secret).update('{"flag":"data_migration_final"}').digest('hex')}`,
      body: '{"flag":"data_migration_final"}',
    },
  ],
  ['an old delivery', { timestamp: now() - 310 }],
  ['one from the future', { timestamp: now() + 310 }],
  ['a delivery without an id', { id: '' }],
])('refuses %s', async (_name, delivery) => {
  await expectNothing(sql, () => deliver('data_migration_final', delivery), 'CT015');
  expect(service.asked).toEqual([]);
});

it('refuses what is no delivery', async () => {
  await expectNothing(sql, () => deliver('', { body: '{' }), 'CT009');
  await expectNothing(sql, () => deliver('', { body: '{"name": "x"}' }), 'CT001');
  await expectNothing(sql, () => deliver('../../admin'), 'CT001');
  // Whoever has not shown the secret yet learns no more than that.
  await expectNothing(sql, () => deliver('', { body: 'x'.repeat(70_000) }), 'CT101');
  await expectNothing(sql, () => deliver('data_migration_final', { method: 'PUT' }), 'CT101');
  expect(service.asked).toEqual([]);
});

it('leaves the flag as it is when the service does not say', async () => {
  service.answer = { status: 404, body: { key: 'data_migration_final', errorCode: 'FLAG_NOT_FOUND' } };
  await expectNothing(sql, () => deliver('data_migration_final'), 'CT012');
  for (const answer of [
    { status: 500, body: {} },
    { status: 401, body: {} },
    { status: 200, body: 'no JSON' },
    { status: 200, body: 'x'.repeat(100_000) },
    { status: 200, body: { key: 'data_migration_final' } },
    { status: 200, body: { key: 'another', value: true } },
    // A redirect would take the key along.
    { status: 307, body: {}, location: 'http://127.0.0.1:1/' },
    { status: 302, body: {}, location: '/ofrep/v1/evaluate/flags/data_migration_final' },
  ]) {
    service.answer = answer;
    await expectNothing(sql, () => deliver('data_migration_final'), 'CT222');
  }
  for (const value of ['on', null, 101, -1, 0.001, {}]) {
    service.has('data_migration_final', value);
    await expectNothing(sql, () => deliver('data_migration_final'), 'CT223');
  }
  service.has('read_split.items', true);
  await expectNothing(sql, () => deliver('read_split.items'), 'CT223');
});

it('sets the split of a table', async () => {
  const it = await scene('local', 'webhook');
  const table = `${it.group.name}_owner`;
  service.has(`read_split.${table}`, 7.5);
  const answer = await deliver(`read_split.${table}`);
  expect(answer).toMatchObject({ status: 200, body: { ok: true, result: { percentage: 7.5 } } });
  expect(await auditRows(sql, answer.requestId)).toMatchObject([{ actor, action: 'read_split.set', outcome: 'done' }]);
});

it('has no other rights than its operator', async () => {
  service.has('no_such_flag', true);
  await expectNothing(sql, () => deliver('no_such_flag'), 'CT012');
  service.has('data_migration_final', true);
  await sql`update cutover.operators set role = 'viewer' where subject = ${actor}`;
  await expectNothing(sql, () => deliver('data_migration_final'), 'CT103');
  await sql`delete from cutover.operators where subject = ${actor}`;
  await expectNothing(sql, () => deliver('data_migration_final'), 'CT102');
});

it('is not there where no flag service is configured', async () => {
  await expectNothing(
    sql,
    () => call(stack, 'flag-webhook', { token: null, body: { flag: 'data_migration_final' } }),
    'CT014',
  );
});

it('says so when the service is down', async () => {
  await service.stop();
  await expectNothing(sql, () => deliver('data_migration_final'), 'CT222');
});
