// Errors of the functions themselves: what they write into their log, and what Sentry learns of them.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { type DenoFunction, startFunction } from './deno-function.ts';

const stack = runningStack();
const legacy: Sql = connect(stack.legacyDbUrl);
const person = 'olga@example.com';

type Envelope = { url: string | undefined; auth: string | undefined; lines: Record<string, unknown>[]; text: string };

/** Stands in for Sentry: keeps what it gets, and answers when it is told to. */
class FakeSentry {
  received: Envelope[] = [];
  hold: Promise<void> | undefined;
  /** Whether whoever sent it was still there for the answer. */
  answered: boolean[] = [];
  private readonly server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    this.received.push({ url: request.url, auth: request.headers['x-sentry-auth'] as string, lines, text });
    response.on('close', () => this.answered.push(response.writableFinished));
    await this.hold;
    response.end('{}');
  });
  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://public-key@127.0.0.1:${(this.server.address() as AddressInfo).port}/prefix/42`;
  }
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

const sentry = new FakeSentry();
let alerts: DenoFunction;
let url: string;

const until = async (met: () => boolean): Promise<void> => {
  while (!met()) await new Promise((done) => setTimeout(done, 10));
};
const logged = (requestId: string): Record<string, unknown>[] =>
  alerts
    .printed()
    .split('\n')
    .filter((line) => line.startsWith('{') && line.includes(`"request_id":"${requestId}"`))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  // A database in which nothing is as the function expects it: what it raises has a person in it.
  await legacy.unsafe(`
    create schema cutover_private;
    create function cutover_private.command_as(text, text, text, text, text) returns jsonb language plpgsql as
      $$ begin raise exception 'the row of ${person} is broken' using errcode = '22P02'; end $$;
    create function cutover_private.refuse_request(text, text, text, text, text, text) returns jsonb language plpgsql as
      $$ begin raise exception 'the row of ${person} is broken'; end $$`);
  const dsn = await sentry.start();
  alerts = await startFunction('alerts', {
    SUPABASE_URL: stack.apiUrl,
    SUPABASE_DB_URL: stack.legacyDbUrl,
    SUPABASE_SECRET_KEYS: JSON.stringify(stack.secretKeys),
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: stack.publishableKey }),
    SUPABASE_JWKS: JSON.stringify(stack.jwks),
    SENTRY_DSN: dsn,
  });
  url = `${alerts.url}/alerts`;
}, 60_000);
beforeEach(() => {
  sentry.received = [];
  sentry.answered = [];
  sentry.hold = undefined;
});
afterAll(async () => {
  alerts.stop();
  await sentry.stop();
  await legacy.unsafe('drop schema cutover_private cascade');
  await legacy.end({ timeout: 1 });
});

const send = (requestId: string, body: string, authorization = `Bearer ${stack.operatorToken}`): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { authorization, 'x-request-id': requestId }, body });
const secretNote = JSON.stringify({ action: 'acknowledge', alert: 1, note: 'a word of nobody else' });

test('an unexpected error goes to Sentry with its kind and place, and with nothing of anybody', async () => {
  const response = await send('unexpected-1', secretNote);
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ ok: false, error: { code: 'CT901' }, request_id: 'unexpected-1' });
  await until(() => sentry.received.length > 0);
  const [envelope] = sentry.received;
  expect(envelope).toMatchObject({
    url: '/prefix/api/42/envelope/',
    auth: expect.stringContaining('sentry_key=public-key'),
    lines: [
      { event_id: expect.stringMatching(/^[0-9a-f]{32}$/) },
      { type: 'event' },
      {
        level: 'error',
        tags: {
          function: 'alerts',
          operation: 'acknowledge_alert',
          code: 'CT901',
          request_id: 'unexpected-1',
          state: '22P02',
        },
        exception: { values: [{ value: 'CT901, 22P02' }] },
      },
    ],
  });
  const [, , event] = envelope?.lines ?? [];
  const { exception } = event as { exception: { values: { stacktrace: { frames: unknown[] } }[] } };
  expect(exception.values[0]?.stacktrace.frames.length).toBeGreaterThan(0);
  for (const secret of [person, 'a word of nobody else', stack.operatorToken, 'operator@', '127.0.0.1']) {
    expect(envelope?.text).not.toContain(secret);
  }
});

test('whoever asked does not wait for Sentry', async () => {
  let answer: () => void = () => {};
  sentry.hold = new Promise((done) => {
    answer = done;
  });
  const response = await send('unexpected-2', secretNote);
  expect(response.status).toBe(500);
  await until(() => sentry.received.length > 0);
  answer();
  // Had the function waited, it would have given Sentry up by now.
  await until(() => sentry.answered.length > 0);
  expect(sentry.answered).toEqual([true]);
});

test('what was foreseen is not reported', async () => {
  expect((await send('foreseen', secretNote, 'Bearer nonsense')).status).toBe(401);
  // Reported after it, so that it would have come before it.
  await send('unexpected-3', secretNote);
  await until(() => sentry.received.length > 0);
  expect(sentry.received.map(({ lines }) => lines[2]?.tags)).toMatchObject([{ request_id: 'unexpected-3' }]);
});

test('each request is one line in the log, without what was sent', async () => {
  await send('line-1', secretNote);
  await until(() => logged('line-1').length > 0);
  expect(logged('line-1')).toEqual([
    {
      level: 'error',
      request_id: 'line-1',
      function: 'alerts',
      method: 'POST',
      operation: 'acknowledge_alert',
      status: 500,
      code: 'CT901',
      ms: expect.any(Number),
    },
  ]);
  await send('line-2', secretNote, 'Bearer nonsense');
  await until(() => logged('line-2').length > 0);
  expect(logged('line-2')).toMatchObject([{ level: 'info', status: 401, code: 'CT106' }]);
  for (const secret of ['a word of nobody else', stack.operatorToken, 'nonsense']) {
    expect(alerts.printed()).not.toContain(secret);
  }
});
