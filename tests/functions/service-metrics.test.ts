// Reports of applications over HTTP: counted once a minute and instance, whoever repeats them, and refused when they cannot be true.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mintToken } from '../../scripts/stack/index.ts';
import { command, connect, createGroup } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { call, expectNothing, freshMinute, uniqueName } from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const legacy: Sql = connect(stack.legacyDbUrl);
const name = uniqueName('served');
const table = `${name}_owner`;
const good = { table, requests: 100, errors: 1, p95_ms: 12.5 };

beforeAll(async () => {
  await createGroup(sql, legacy, stack, 'local', name);
}, 60_000);
beforeEach(() => freshMinute(sql));
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await legacy.end({ timeout: 1 });
});

const reports = () => sql`
  select m.reporter, m.requests::integer, m.errors::integer, m.p95_ms::float from cutover.service_metrics m
  join cutover.cutover_tables t on t.id = m.table_id where t.name = ${table} order by m.reporter`;

test('an application reports with a secret key, once a minute and instance', async () => {
  const headers = { apikey: stack.secretKeys.automations ?? '' };
  await command(sql, 'grant_operator', { subject: 'key:automations', role: 'operator' });
  const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 120_000).toISOString();
  const report = { ...good, minute, reporter: 'web-1' };
  const first = await call(stack, 'service-metrics', { body: report, token: null, headers });
  expect(first).toMatchObject({ status: 200, body: { ok: true, result: { table, reporter: 'web-1' } } });
  await call(stack, 'service-metrics', { body: { ...report, requests: 200 }, token: null, headers });
  await call(stack, 'service-metrics', {
    body: { ...report, reporter: 'web-2', requests: 0, errors: 0 },
    token: null,
    headers,
  });
  expect(await reports()).toEqual([
    { reporter: 'web-1', requests: 200, errors: 1, p95_ms: 12.5 },
    { reporter: 'web-2', requests: 0, errors: 0, p95_ms: 12.5 },
  ]);
});

test('a report that is sent again with its key is replayed', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  await call(stack, 'service-metrics', { body: good, headers });
  expect(await call(stack, 'service-metrics', { body: good, headers })).toMatchObject({
    status: 200,
    body: { replayed: true },
  });
});

describe('is refused, and nothing changes', () => {
  test.each<[string, object]>([
    ['more errors than requests', { ...good, errors: 101 }],
    ['requests without a latency', { table, requests: 1, errors: 0 }],
    ['half a request', { ...good, requests: 1.5 }],
    ['a latency below zero', { ...good, p95_ms: -1 }],
    ['a minute without an offset', { ...good, minute: '2026-11-24 05:00' }],
    ['a minute long ago', { ...good, minute: '2020-01-01T00:00:00Z' }],
    ['a key nobody knows', { ...good, p99_ms: 7 }],
  ])('%s', async (_, body) => {
    await expectNothing(sql, () => call(stack, 'service-metrics', { body }), 'CT001');
  });

  test('a table nobody registered', async () => {
    await expectNothing(sql, () => call(stack, 'service-metrics', { body: { ...good, table: 'nowhere' } }), 'CT002');
  });

  test('a viewer', async () => {
    const viewer = randomUUID();
    await command(sql, 'grant_operator', { subject: viewer, role: 'viewer' });
    const token = await mintToken(stack, { sub: viewer });
    await expectNothing(sql, () => call(stack, 'service-metrics', { body: good, token }), 'CT103');
  });
});
