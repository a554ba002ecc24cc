// Requests to the edge functions, and what a refused one has to leave behind.
import type { Sql } from 'postgres';
import { expect } from 'vitest';
import { type FunctionName as Described, type ErrorCode, errorByCode } from '../../packages/shared/src/index.ts';
import type { Stack } from '../support/stack.ts';

/** All of them; flag-webhook is called by a flag service, not by people. */
export type FunctionName = Described | 'flag-webhook';

export type Request = {
  method?: string;
  /** Goes out as JSON, unless it is text or bytes already. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Default: the operator's. Null: no Authorization header. */
  token?: string | null;
  /** After the function's name: a path or a query. */
  rest?: string;
  signal?: AbortSignal;
};

export type Answer = {
  status: number;
  headers: Headers;
  requestId: string;
  body: {
    ok: boolean;
    result: Record<string, unknown>;
    error: { code: string; name: string; message: string; details: string | null; hint: string };
    request_id: string;
    replayed?: boolean;
    first_request_id?: string;
  };
};

export async function call(stack: Stack, name: FunctionName, request: Request = {}): Promise<Answer> {
  const { method = 'POST', body, headers = {}, token = stack.operatorToken, rest = '', signal } = request;
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(`${stack.functionsUrl}/${name}${rest}`, {
    method,
    headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body: raw ? (body as NonNullable<RequestInit['body']>) : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return {
    status: response.status,
    headers: response.headers,
    requestId: response.headers.get('x-request-id') ?? '',
    body: (await response.json()) as Answer['body'],
  };
}

/** Everything that a request could change, but for the audit log and its bookkeeping. */
export async function state(sql: Sql): Promise<Record<string, string>> {
  const tables = [
    'cutover_tables',
    'table_groups',
    'cutover_checklists',
    'cutover_runs',
    'cutover_run_steps',
    'freeze_windows',
    'reconciliation_jobs',
    'feature_flags',
    'operators',
    'settings',
    'backfills',
    'service_metrics',
    'rule_waivers',
    'force_requests',
    'known_differences',
    'golden_queries',
    'invariants',
    'legacy_sources',
    'notification_targets',
    'read_splits',
    'read_ramps',
    'rule_overrides',
  ];
  const found: Record<string, string> = {};
  for (const table of tables) {
    const [row] = await sql.unsafe(
      `select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)::text), '[]')::text as rows from cutover.${table} t`,
    );
    found[table] = row?.rows as string;
  }
  return found;
}

/** The rows that are written while nobody is known are limited per minute; tests are not to count each other's. */
export async function freshMinute(sql: Sql): Promise<void> {
  await sql`update cutover_private.audit_refusals set window_started_at = clock_timestamp(), recorded = 0, suppressed = 0`;
}

export type AuditRow = {
  actor: string;
  action: string;
  outcome: string;
  client_address: string | null;
  detail: Record<string, unknown>;
};

export async function auditRows(sql: Sql, requestId: string): Promise<AuditRow[]> {
  return await sql<AuditRow[]>`
    select actor, action, outcome, client_address, detail from cutover.cutover_audit_log where request_id = ${requestId} order by seq`;
}

/** The refusal that the registry describes, and one audit row of it. */
export async function expectRefused(sql: Sql, answer: Answer, code: ErrorCode): Promise<AuditRow> {
  const { name, httpStatus } = errorByCode(code);
  expect(answer.body).toMatchObject({ ok: false, error: { code, name } });
  expect(answer.status).toBe(httpStatus);
  expect(answer.body.error.message).toMatch(/\S{2}/);
  expect(answer.body.error.hint).toMatch(/\S{2}/);
  expect(answer.requestId).not.toBe('');
  expect(answer.body.request_id).toBe(answer.requestId);
  const rows = await auditRows(sql, answer.requestId);
  expect(rows).toMatchObject([{ outcome: 'refused', detail: { code } }]);
  return rows[0] as AuditRow;
}

/** The same, and nothing has changed. */
export async function expectNothing(sql: Sql, send: () => Promise<Answer>, code: ErrorCode): Promise<Answer> {
  const before = await state(sql);
  const answer = await send();
  await expectRefused(sql, answer, code);
  expect(await state(sql)).toEqual(before);
  return answer;
}

export const uniqueName = (prefix: string): string => `${prefix}_${Date.now().toString(36)}`;
