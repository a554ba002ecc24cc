// The edge function notify against receivers that answer, fail, hang, redirect or lie, and workers that meet or die.
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isGenuine } from '../../docs/examples/verify-notification.ts';
import { mintToken } from '../../scripts/stack/index.ts';
import { inspect } from '../../scripts/stack/processes.ts';
import { command, connect } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { type Answer, call, expectNothing } from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const key = `whsec_${randomBytes(32).toString('base64')}`;
const viewer = randomUUID();

type Received = { headers: Headers; body: string };
type Behaviour = (request: IncomingMessage, response: ServerResponse, number: number) => void;

/** A receiver; what it gets is kept before it answers. */
async function receiver(behave: Behaviour = (_, response) => response.end()) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    received.push({ headers, body: Buffer.concat(chunks).toString() });
    behave(request, response, received.length);
  });
  return { received, url: await listen(server) };
}

const open: { close(): unknown; closeAllConnections?: () => void }[] = [];
async function listen(server: Server | ReturnType<typeof createSocket>): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?a=b`;
}

const targets: string[] = [];
async function target(url: string, kind: 'webhook' | 'slack' = 'webhook', prefix = 'notify'): Promise<string> {
  const name = `${prefix} ${randomUUID()}`;
  const secret = `cutover_notify_${randomBytes(8).toString('hex')}`;
  await sql`select vault.create_secret(${kind === 'slack' ? url : key}, ${secret})`;
  await command(sql, 'set_notification_target', {
    name,
    kind,
    vault_secret: secret,
    ...(kind === 'webhook' && { url }),
  });
  targets.push(name);
  return name;
}

const raise = async (): Promise<string> => {
  const name = randomUUID();
  await sql`select cutover_private.raise_alert(${`security:${name}`}, 'security_violation', null, ${`What <${name}> did`}, null)`;
  return name;
};
const dueNow = (name: string) => sql`
  update cutover.notifications n set next_attempt_at = clock_timestamp()
  from cutover.notification_targets t where t.id = n.target_id and t.name = ${name}`;
type Row = { event_id: string; attempts: number; delivered: boolean; last_error: string | null };
const rowsOf = (name: string) => sql<Row[]>`
  select n.event_id, n.attempts, n.delivered_at is not null as delivered, n.last_error
  from cutover.notifications n join cutover.notification_targets t on t.id = n.target_id where t.name = ${name} order by n.created_at`;

type Lane = { target: string; delivered: number; error?: string };
const notify = (headers: Record<string, string> = {}): Promise<Answer> => call(stack, 'notify', { headers });
async function lanes(): Promise<Lane[]> {
  const answer = await notify();
  expect(answer).toMatchObject({ status: 200, body: { ok: true } });
  return answer.body.result.targets as Lane[];
}
const laneOf = async (name: string): Promise<Lane | undefined> => (await lanes()).find((lane) => lane.target === name);

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await what()) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('It never came to that.');
}

beforeAll(async () => {
  await command(sql, 'grant_operator', { subject: viewer, role: 'viewer' });
});
beforeEach(async () => {
  await command(sql, 'set_setting', { key: 'notification_hosts', value: ['hooks.slack.com', '127.0.0.1'] });
  await command(sql, 'set_setting', { key: 'notification_plain_http', value: true });
});
afterEach(async () => {
  for (const name of targets.splice(0)) {
    await sql`delete from vault.secrets where name = (select secret_name from cutover.notification_targets where name = ${name})`;
    await command(sql, 'remove_notification_target', { name });
  }
  await sql`delete from cutover.alerts where kind = 'security_violation'`;
  for (const server of open.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});
afterAll(async () => {
  await command(sql, 'set_setting', { key: 'notification_hosts', value: ['hooks.slack.com'] });
  await command(sql, 'set_setting', { key: 'notification_plain_http', value: false });
  await command(sql, 'revoke_operator', { subject: viewer });
  await sql.end();
});

test('a message arrives once, signed, with the head of the audit log', async () => {
  const { received, url } = await receiver();
  const name = await target(url);
  await raise();
  expect(await laneOf(name)).toEqual({ target: name, delivered: 1 });
  expect(await laneOf(name)).toBeUndefined();
  expect(received).toHaveLength(1);
  const { headers, body } = received[0] as Received;
  expect(isGenuine(headers, body, key)).toBe(true);
  expect(isGenuine(headers, `${body} `, key)).toBe(false);
  const message = JSON.parse(body) as Record<string, unknown> & { audit: unknown; event_id: string };
  const [row] = await rowsOf(name);
  expect(message).toMatchObject({ event: 'raised', level: 'critical', alert: { kind: 'security_violation' } });
  expect(message.event_id).toBe(row?.event_id);
  expect(headers.get('webhook-id')).toBe(row?.event_id);
  expect(row).toMatchObject({ delivered: true, attempts: 1, last_error: null });
  const [verdict] = await sql`select ok from cutover.verify_audit_log(${sql.json(message.audit as never)})`;
  expect(verdict?.ok).toBe(true);
});

test('Slack gets words, and nowhere is its address shown', async () => {
  const { received, url } = await receiver();
  const name = await target(url, 'slack');
  const said = await raise();
  expect(await laneOf(name)).toEqual({ target: name, delivered: 1 });
  const { text } = JSON.parse((received[0] as Received).body) as { text: string };
  expect(text).toContain(`*CRITICAL* (raised, development) What &lt;${said}&gt; did`);
  await raise();
  open[0]?.closeAllConnections?.();
  await new Promise<unknown>((done) => (open[0] as Server).close(done));
  const answer = await notify();
  expect(answer.body.result).toMatchObject({
    targets: [{ target: name, error: 'the connection failed: ConnectionRefused' }],
  });
  const kept =
    await sql`select n.* from cutover.notifications n join cutover.notification_targets t on t.id = n.target_id where t.name = ${name}`;
  expect(JSON.stringify([answer.body, kept])).not.toContain(new URL(url).port);
});

test('a receiver that fails first gets it later, with the same id; others are not held up', async () => {
  const failing = await receiver((_, response, number) => {
    response.statusCode = number === 1 ? 503 : 204;
    response.end();
  });
  const good = await receiver();
  const bad = await target(failing.url);
  const fine = await target(good.url);
  await raise();
  await raise();
  const seen = await lanes();
  expect(seen.find((lane) => lane.target === bad)).toEqual({ target: bad, delivered: 0, error: 'HTTP 503' });
  expect(seen.find((lane) => lane.target === fine)).toEqual({ target: fine, delivered: 2 });
  // Only the one that failed waits; the other has its turn at the next call.
  expect(failing.received).toHaveLength(1);
  expect(await laneOf(bad)).toEqual({ target: bad, delivered: 1 });
  expect(await laneOf(bad)).toBeUndefined();
  await dueNow(bad);
  expect(await laneOf(bad)).toEqual({ target: bad, delivered: 1 });
  const ids = failing.received.map(({ headers }) => headers.get('webhook-id'));
  expect(ids[2]).toBe(ids[0]);
  expect(ids[1]).not.toBe(ids[0]);
});

test('redirects are not followed, nor is anything taken for HTTP that is not', async () => {
  const other = await receiver();
  const redirecting = await receiver((_, response) => response.writeHead(307, { location: other.url }).end());
  const lying = createSocket((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      const write = (): void => {
        while (!socket.destroyed && socket.write('x'.repeat(4096)));
      };
      socket.on('drain', write);
      write();
    });
  });
  const early = createSocket((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'));
  });
  const names = [await target(redirecting.url), await target(await listen(lying)), await target(await listen(early))];
  await raise();
  const seen = await lanes();
  expect(names.map((name) => seen.find((lane) => lane.target === name))).toEqual([
    { target: names[0], delivered: 0, error: 'HTTP 307, and redirects are not followed' },
    { target: names[1], delivered: 0, error: 'the answer is not HTTP' },
    { target: names[2], delivered: 1 },
  ]);
  expect(other.received).toHaveLength(0);
});

test('a receiver that hangs is given up after ten seconds, and holds up nobody else', async () => {
  const finished: string[] = [];
  const hanging = await receiver((request) => request.socket.once('close', () => finished.push('hung up')));
  const good = await receiver((_, response) => {
    response.end();
    finished.push('good');
  });
  // The first in turn, if there were one turn.
  const stuck = await target(hanging.url, 'webhook', 'a');
  const fine = await target(good.url);
  await raise();
  const answer = lanes().then((seen) => {
    finished.push('answer');
    return seen;
  });
  const seen = await answer;
  expect(finished).toEqual(['good', 'hung up', 'answer']);
  expect(seen.find((lane) => lane.target === fine)).toEqual({ target: fine, delivered: 1 });
  expect(seen.find((lane) => lane.target === stuck)).toMatchObject({ error: 'no answer within 10 seconds' });
}, 30_000);

test('two workers at once deliver each message once', async () => {
  // The first is held at the receiver until the other has had its turn.
  let release: () => void = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  const { received, url } = await receiver((_, response, number) => {
    if (number === 1) void released.then(() => response.end());
    else response.end();
  });
  const name = await target(url);
  for (let count = 0; count < 6; count += 1) await raise();
  const first = lanes();
  await until(() => received.length === 1);
  const second = await lanes();
  release();
  const delivered = [await first, second].map((seen) => seen.find((lane) => lane.target === name)?.delivered ?? 0);
  expect(delivered).toEqual([1, 5]);
  const ids = received.map(({ headers }) => headers.get('webhook-id'));
  expect(ids).toHaveLength(6);
  expect(new Set(ids).size).toBe(6);
});

test('a worker that is killed after the receiver has it: it comes again, with the same id', async () => {
  const { received, url } = await receiver();
  const name = await target(url);
  await raise();
  const holder = connect(stack.dbUrl);
  const observer = connect(stack.dbUrl);
  let cut: Promise<unknown> = Promise.resolve();
  await holder.begin(async (transaction) => {
    // Claims pass over a row that somebody holds: the lock comes when the worker has claimed and not yet finished.
    await transaction`select 1`;
    const slow = await receiver(async (_, response) => {
      await transaction`select from cutover.notifications n join cutover.notification_targets t on t.id = n.target_id where t.name = ${name} for update of n`;
      response.end();
    });
    await sql`update cutover.notification_targets set url = ${slow.url} where name = ${name}`;
    cut = notify().catch((error: unknown) => error);
    await until(async () => {
      const blocked = await observer`
        select from pg_stat_activity where application_name = 'cutover functions' and wait_event_type = 'Lock' and query like '%finish_notification%'`;
      return blocked.length > 0;
    });
    received.push(...slow.received);
    const marks = JSON.parse(readFileSync(join(stack.directory, 'workers.json'), 'utf8')) as { pid: number }[];
    const workers = marks.map(({ pid }) => inspect(pid)).filter((info) => info?.command.includes('/functions/notify/'));
    expect(workers.length).toBeGreaterThan(0);
    for (const worker of workers) if (worker) process.kill(worker.pid, 'SIGKILL');
    // Its session ends before the row is free, so that it can write nothing any more.
    await cut;
    await observer`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cutover functions' and query like '%finish_notification%'`;
    await until(async () => {
      const left =
        await observer`select from pg_stat_activity where application_name = 'cutover functions' and query like '%finish_notification%' and state = 'active'`;
      return left.length === 0;
    });
  });
  await holder.end();
  await observer.end();
  expect(await rowsOf(name)).toMatchObject([{ delivered: false, attempts: 1 }]);
  // As long as the lease runs nobody touches it.
  expect(await laneOf(name)).toBeUndefined();
  await sql`update cutover.notification_targets set url = ${url} where name = ${name}`;
  await sql`update cutover.notifications n set leased_until = clock_timestamp() from cutover.notification_targets t where t.id = n.target_id and t.name = ${name}`;
  expect(await laneOf(name)).toEqual({ target: name, delivered: 1 });
  expect(await rowsOf(name)).toMatchObject([{ delivered: true, attempts: 2 }]);
  const ids = received.map(({ headers }) => headers.get('webhook-id'));
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1]);
}, 30_000);

test('nothing goes where the settings do not allow it any more', async () => {
  const { received, url } = await receiver();
  const name = await target(url);
  await raise();
  await command(sql, 'set_setting', { key: 'notification_plain_http', value: false });
  expect(await laneOf(name)).toMatchObject({ delivered: 0, error: 'the address is not https' });
  await command(sql, 'set_setting', { key: 'notification_plain_http', value: true });
  await command(sql, 'set_setting', { key: 'notification_hosts', value: [] });
  await dueNow(name);
  expect(await laneOf(name)).toMatchObject({ error: 'the host is not among the setting notification_hosts' });
  await sql`delete from vault.secrets where name = (select secret_name from cutover.notification_targets where name = ${name})`;
  await dueNow(name);
  expect((await laneOf(name))?.error).toMatch(/^there is no secret cutover_notify_/);
  expect(received).toHaveLength(0);
});

test('only who is at least an operator has it deliver, a named key among them', async () => {
  const { received, url } = await receiver();
  const name = await target(url);
  await raise();
  const token = await mintToken(stack, { sub: viewer });
  await expectNothing(sql, () => call(stack, 'notify', { token }), 'CT103');
  const unknown = { apikey: stack.secretKeys.default ?? '' };
  await expectNothing(sql, () => call(stack, 'notify', { token: null, headers: unknown }), 'CT102');
  await expectNothing(sql, () => call(stack, 'notify', { body: { target: name } }), 'CT001');
  expect(received).toHaveLength(0);
  const headers = { apikey: stack.secretKeys.automations ?? '' };
  const answer = await call(stack, 'notify', { token: null, headers });
  expect(answer.body.result).toMatchObject({ targets: [{ target: name, delivered: 1 }] });
  expect(JSON.stringify(answer.body)).not.toContain(key);
});
