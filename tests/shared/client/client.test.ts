// The typed client against projects that answer, refuse, hang, break off, or are something else.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import { createCutoverClient } from '../../../packages/shared/src/client/index.ts';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
});

async function project(answer: RequestListener): Promise<string> {
  const opened = createServer(answer);
  server = opened;
  await new Promise<void>((done) => opened.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
}

const json = (body: unknown, status = 200): RequestListener => {
  return (_, response) => response.writeHead(status, { 'x-request-id': 'r-1' }).end(JSON.stringify(body));
};
const status = { version: '0', environment: 'staging', tables_total: 0, tables_on_supabase: 0, groups: [] };
const listen = async <Event>(events: AsyncIterable<Event>): Promise<Event[]> => {
  const heard: Event[] = [];
  for await (const event of events) heard.push(event);
  return heard;
};

describe('a call', () => {
  test('sends what it is given, and gives the result', async () => {
    const asked: {
      url: string | undefined;
      method: string | undefined;
      headers: Record<string, unknown>;
      body: string;
    }[] = [];
    const url = await project(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push({ url: request.url, method: request.method, headers: request.headers, body });
      json({ ok: true, result: status, request_id: 'r-1' })(request, response);
    });
    let renewed = 0;
    const client = createCutoverClient({ url: `${url}/`, token: async () => `token-${++renewed}` });
    const options = { idempotencyKey: 'k-1', onBehalfOf: 'Jürgen, 群' };
    expect(await client.call('cutover-status', { group: 'bank' }, options)).toEqual(status);
    await client.call('reconciliation', { action: 'list', active: true, limit: 2 }, { method: 'GET' });
    expect(asked[0]).toMatchObject({
      url: '/functions/v1/cutover-status',
      method: 'POST',
      body: '{"group":"bank"}',
      headers: {
        authorization: 'Bearer token-1',
        'idempotency-key': 'k-1',
        'x-cutover-on-behalf-of': 'J%C3%BCrgen%2C%20%E7%BE%A4',
      },
    });
    expect(asked[1]).toMatchObject({
      url: '/functions/v1/reconciliation?action=list&active=true&limit=2',
      method: 'GET',
      body: '',
      headers: { authorization: 'Bearer token-2' },
    });
  });

  test('rejects with what the project refused', async () => {
    const error = { code: 'CT206', name: 'gates_failed', message: 'no', details: 'rows', hint: 'mend' };
    const url = await project(json({ ok: false, error, request_id: 'r-2', result: { status: 'released' } }, 409));
    await expect(createCutoverClient({ url }).call('cutover-execute', { group: 'bank' })).rejects.toMatchObject({
      name: 'CutoverError',
      code: 'CT206',
      message: 'no',
      details: 'rows',
      hint: 'mend',
      status: 409,
      requestId: 'r-2',
      result: { status: 'released' },
    });
  });

  test.each<[string, RequestListener]>([
    ['a page', (_, response) => response.writeHead(200).end('<html>')],
    ['the platform', json({ code: 'NOT_FOUND', message: 'Requested function was not found' }, 404)],
    ['nothing', (_, response) => response.writeHead(204).end()],
    ['a number', json(7)],
    ['null', json(null)],
    ['half of it', json({ ok: true })],
    ['an error without a code', json({ ok: false, error: {} }, 500)],
  ])('of a project where %s answers: CT911, with what came', async (_, answer) => {
    const url = await project(answer);
    await expect(createCutoverClient({ url }).call('cutover-status')).rejects.toMatchObject({ code: 'CT911' });
  });

  test('of a project that is not there: CT910', async () => {
    const url = await project(json({}));
    await new Promise((done) => server?.close(done));
    await expect(createCutoverClient({ url }).call('cutover-status')).rejects.toMatchObject({
      code: 'CT910',
      status: 503,
    });
  });

  test('of a project that hangs: CT912', async () => {
    const url = await project(() => {});
    const hanging = createCutoverClient({ url, timeoutMs: 20 }).call('cutover-status');
    await expect(hanging).rejects.toMatchObject({ code: 'CT912', status: 504 });
  });

  test('that hangs in the middle of its answer: CT912; that breaks off there: CT913', async () => {
    let url = await project((_, response) => void response.writeHead(200).write('{"ok":'));
    await expect(createCutoverClient({ url, timeoutMs: 50 }).call('cutover-status')).rejects.toMatchObject({
      code: 'CT912',
    });
    server?.closeAllConnections();
    url = await project((_, response) => {
      response.writeHead(200).write('{"ok":', () => response.destroy());
    });
    await expect(createCutoverClient({ url }).call('cutover-status')).rejects.toMatchObject({ code: 'CT913' });
  });

  test('is aborted with the reason of who aborts', async () => {
    const url = await project(() => {});
    const aborting = new AbortController();
    const call = createCutoverClient({ url }).call('cutover-status', {}, { signal: aborting.signal });
    aborting.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    const late = createCutoverClient({ url }).call('cutover-status', {}, { signal: aborting.signal });
    await expect(late).rejects.toThrow('enough');
  });

  test('of an address that is none is a mistake', () => {
    expect(() => createCutoverClient({ url: 'here' })).toThrow(TypeError);
  });
});

describe('a stream', () => {
  const completed = { status: 200, body: { ok: true, result: { status: 'completed' }, request_id: 'r-1' } };
  const write = (...lines: string[]): string => `${lines.join('\n')}\n\n`;
  const answer = (of: object): string => write('event: answer', `data: ${JSON.stringify(of)}`);
  const events = (...parts: string[]): RequestListener => {
    return (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(parts.join(''));
    };
  };

  test('tells steps, hears through signs of life, and ends with the result', async () => {
    const url = await project(
      events(
        ': begun\n\n',
        write('id: 1', 'event: step', 'data: {"step":"flip"}'),
        ': still here\n\n',
        answer(completed),
      ),
    );
    expect(await listen(createCutoverClient({ url }).stream('cutover-execute', { group: 'bank' }))).toEqual([
      { event: 'step', data: { step: 'flip' } },
      { event: 'result', data: { status: 'completed' } },
    ]);
  });

  test('that breaks off is taken up where it was, with the same key; and given up when nothing more comes', async () => {
    const asked: [unknown, unknown][] = [];
    const url = await project((request, response) => {
      asked.push([request.headers['idempotency-key'], request.headers['last-event-id']]);
      if (asked.length === 3)
        return events(write('id: 2', 'event: step', 'data: {"step":"flip"}'), answer(completed))(request, response);
      return events(asked.length === 1 ? write('id: 1', 'event: step', 'data: {"step":"drain"}') : '')(
        request,
        response,
      );
    });
    const heard = await listen(createCutoverClient({ url }).stream('cutover-execute', { group: 'bank' }));
    expect(heard.map(({ event }) => event)).toEqual(['step', 'step', 'result']);
    expect(new Set(asked.map(([key]) => key)).size).toBe(1);
    expect(asked[0]?.[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(asked.map(([, seen]) => seen)).toEqual([undefined, '1', '1']);
    server?.closeAllConnections();
    await new Promise((done) => server?.close(done));
    const empty = await project(events(''));
    await expect(listen(createCutoverClient({ url: empty }).stream('cutover-status'))).rejects.toMatchObject({
      code: 'CT913',
    });
  });

  test('that goes on, and is refused when asked again, leaves what goes on with the refusal', async () => {
    const run = { status: 'running', finished: false };
    let asked = 0;
    const url = await project((request, response) => {
      asked += 1;
      const goesOn = answer({ status: 202, body: { ok: true, result: run, request_id: 'r-1' } });
      if (asked === 1) return events(goesOn)(request, response);
      return json({ ok: false, error: { code: 'CT106', message: 'over' }, request_id: 'r-2' }, 401)(request, response);
    });
    const listening = listen(createCutoverClient({ url }).stream('cutover-execute', { group: 'bank' }));
    await expect(listening).rejects.toMatchObject({ code: 'CT106', status: 401, requestId: 'r-2', result: run });
  });

  test('that answers without events gives that answer', async () => {
    const url = await project(json({ ok: true, result: status, request_id: 'r-1' }));
    expect(await listen(createCutoverClient({ url }).stream('cutover-status'))).toEqual([
      { event: 'result', data: status },
    ]);
  });

  test('that falls silent: CT912', async () => {
    const url = await project((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': begun\n\n');
    });
    const silent = listen(createCutoverClient({ url, timeoutMs: 50 }).stream('cutover-status'));
    await expect(silent).rejects.toMatchObject({ code: 'CT912' });
  });

  test('that says nonsense: CT911', async () => {
    const url = await project(events(write('event: step', 'data: nonsense')));
    await expect(listen(createCutoverClient({ url }).stream('cutover-status'))).rejects.toMatchObject({
      code: 'CT911',
    });
  });
});

test('types know functions, actions and results', () => {
  const { call } = createCutoverClient({ url: 'http://127.0.0.1' });
  expectTypeOf(call<'operators', { action: 'list' }>).returns.resolves.toHaveProperty('operators');
  expectTypeOf(call<'cutover-prepare', { group: string }>)
    .returns.resolves.toHaveProperty('ready')
    .toBeBoolean();
  expectTypeOf(call).parameter(0).not.toEqualTypeOf<string>();
  // @ts-expect-error: no such function
  expectTypeOf(() => call('cutover-executed', { group: 'bank' })).toBeFunction();
  // @ts-expect-error: no such action
  expectTypeOf(() => call('operators', { action: 'promote' })).toBeFunction();
  // @ts-expect-error: the reason is missing
  expectTypeOf(() => call('cutover-rollback', { group: 'bank' })).toBeFunction();
});
