// Every registered error that can come over HTTP is brought about over HTTP, with its status. tests/unit/error-codes.test.ts
// fails when a code is neither here, nor in another test of the functions, nor among those that cannot come this way.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FunctionName } from '../../packages/shared/src/index.ts';
import { mintToken } from '../../scripts/stack/index.ts';
import { command, connect, createGroup, type Group, makeReady, settle, closeWindows } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { type Answer, call, expectRefused, freshMinute, type Request, uniqueName } from './http.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const legacy: Sql = connect(stack.legacyDbUrl);
const name = uniqueName('codes');
const reason = 'test';
let group: Group;
let table: string;

const post = (to: FunctionName, body: unknown, request: Request = {}): Promise<Answer> =>
  call(stack, to, { body, ...request });
const register = (changes: object): Promise<Answer> =>
  post('register', {
    action: 'table',
    name: `${name}_spare`,
    source: group.source,
    legacy_schema: group.legacySchema,
    legacy_table: 'spare',
    supabase_schema: group.supabaseSchema,
    supabase_table: 'spare',
    ...changes,
  });
/** Something is another way for as long as a request takes. */
async function meanwhile(change: string, send: () => Promise<Answer>, back: string): Promise<Answer> {
  await sql.unsafe(change);
  try {
    return await send();
  } finally {
    await sql.unsafe(back);
  }
}
const setting = (key: string, value: string, send: () => Promise<Answer>): Promise<Answer> =>
  sql<{ value: string }[]>`select value::text from cutover.settings where key = ${key}`.then(([before]) =>
    meanwhile(
      `update cutover.settings set value = '${value}' where key = '${key}'`,
      send,
      `update cutover.settings set value = '${before?.value}' where key = '${key}'`,
    ),
  );
/** While another session is in the middle of a transaction. */
async function against(statement: string, send: () => Promise<Answer>): Promise<Answer> {
  const other = connect(stack.dbUrl);
  try {
    await other.unsafe('begin');
    await other.unsafe(statement);
    return await send();
  } finally {
    await other.unsafe('rollback');
    await other.end({ timeout: 1 });
  }
}
beforeAll(async () => {
  group = await createGroup(sql, legacy, stack, 'local', name);
  table = `${name}_owner`;
  await makeReady(sql, name);
  for (const schema of [group.legacySchema, group.supabaseSchema]) {
    await sql.unsafe(`
      create table ${schema}.spare (id bigint primary key, note text);
      create table ${schema}.keyless (id bigint);
      create view ${schema}.seen as select 1 as id`);
  }
  await sql.unsafe(
    `create table ${group.supabaseSchema}.other (id date primary key); create table ${group.supabaseSchema}.lone (id bigint primary key)`,
  );
}, 60_000);
beforeEach(() => freshMinute(sql));
afterAll(async () => {
  await command(sql, 'set_feature_flag', { name: 'data_migration_final', enabled: false });
  await sql.end({ timeout: 1 });
  await legacy.end({ timeout: 1 });
});

/** By code, in the order in which they are tried: the group is switched at the end. */
const provocations: [code: Parameters<typeof expectRefused>[2], send: () => Promise<Answer>][] = [
  ['CT001', () => post('alerts', { action: 'acknowledge', alert: 'the first' })],
  ['CT002', () => post('reconciliation', { action: 'repair', table: 'nowhere' })],
  ['CT003', () => register({ legacy_table: 'not_there' })],
  ['CT004', () => post('checklist', { action: 'read', group: 'nowhere' })],
  ['CT005', () => post('register', { action: 'install_agent', source: 'nowhere' })],
  ['CT006', () => post('cutover-abort', { group: name, reason })],
  ['CT007', () => post('freeze-window', { action: 'complete', window: randomUUID() })],
  ['CT009', () => post('audit', '{')],
  ['CT010', () => post('operators', 'x'.repeat(70_000))],
  ['CT011', () => call(stack, 'settings', { method: 'PUT', body: {} })],
  ['CT012', () => post('operators', { action: 'revoke', subject: 'nobody' })],
  ['CT013', () => post('register', { action: 'invariant', name, group: name, sql: 'select nothing', reason })],
  ['CT019', () => post('alerts', { action: 'acknowledge', alert: 9_000_000_000 })],
  [
    'CT020',
    () =>
      post('alerts', {
        action: 'set_target',
        name,
        kind: 'webhook',
        url: 'https://example.com/',
        environment_secret: 'CUTOVER_NOTIFY_X',
      }),
  ],
  ['CT101', () => post('register', { action: 'list' }, { token: null })],
  ['CT102', async () => post('register', { action: 'list' }, { token: await mintToken(stack, { sub: randomUUID() }) })],
  ['CT103', () => post('settings', { action: 'set', key: 'x', value: 1 }, { token: stack.approverToken })],
  [
    'CT105',
    async () => {
      const [me] = await sql<
        { sub: string }[]
      >`select granted_by, subject as sub from cutover.operators where role = 'admin' and granted_by = 'local stack'`;
      return meanwhile(
        `update cutover.operators set role = 'approver', granted_by = 'was admin: ' || granted_by where role = 'admin' and subject <> '${me?.sub}'`,
        () => post('operators', { action: 'revoke', subject: me?.sub }),
        `update cutover.operators set role = 'admin', granted_by = replace(granted_by, 'was admin: ', '') where granted_by like 'was admin: %'`,
      );
    },
  ],
  ['CT106', () => post('register', { action: 'list' }, { token: 'nonsense' })],
  ['CT240', () => post('settings', { action: 'set_threshold', table, rule: 'drift_percent', threshold: 50, reason })],
  [
    'CT241',
    async () => {
      const report = { table, requests: 1, errors: 0, p95_ms: 1, reporter: 'one instance' };
      await post('service-metrics', report);
      return post('service-metrics', report, { token: stack.approverToken });
    },
  ],
  [
    'CT242',
    () =>
      meanwhile(
        `insert into cutover.service_metrics (table_id, minute, reporter, requests, errors, p95_ms, recorded_by)
          select t.id, date_trunc('minute', now(), 'UTC') - m * interval '1 minute', 'crowd ' || i, 1, 0, 1, 'crowd'
          from cutover.cutover_tables t, generate_series(0, 2) m, generate_series(1, 2000) i where t.name = '${table}'`,
        () => post('service-metrics', { table, requests: 1, errors: 0, p95_ms: 1, reporter: 'one too many' }),
        `delete from cutover.service_metrics where recorded_by = 'crowd'`,
      ),
  ],
  ['CT201', () => post('cutover-rollback', { group: name, reason })],
  [
    'CT202',
    () =>
      meanwhile(
        `update cutover.feature_flags set enabled = false where name = 'data_migration_final'`,
        () => post('cutover-execute', { group: name }),
        `update cutover.feature_flags set enabled = true where name = 'data_migration_final'`,
      ),
  ],
  [
    'CT218',
    () =>
      meanwhile(
        `update cutover.feature_flags set enabled = false where name = 'data_migration_final'`,
        () => post('read-switch', { action: 'switch', table, read_source: 'supabase', reason }),
        `update cutover.feature_flags set enabled = true where name = 'data_migration_final'`,
      ),
  ],
  ['CT207', () => post('freeze-window', { action: 'emergency', group: name, reason })],
  [
    'CT203',
    async () => {
      await closeWindows(sql, name);
      return post('cutover-execute', { group: name });
    },
  ],
  ['CT208', () => post('freeze-window', { action: 'schedule', group: name, starts_at: '2020-01-01T00:00:00Z' })],
  [
    'CT212',
    () =>
      against(`select cutover_private.lock_group(id) from cutover.table_groups where name = '${name}'`, () =>
        post('cutover-prepare', { group: name }),
      ),
  ],
  [
    'CT231',
    () =>
      post('checklist', {
        action: 'waive',
        table,
        rule: 'rls_enabled',
        reason,
        expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      }),
  ],
  [
    'CT236',
    async () => {
      const { body } = await post('checklist', {
        action: 'request_force',
        group: name,
        skip: ['runbook_ready'],
        reason,
      });
      return post('checklist', { action: 'approve_force', request: body.result.request, reason });
    },
  ],
  [
    'CT232',
    async () => {
      const { body } = await post('checklist', {
        action: 'request_force',
        group: name,
        skip: ['runbook_ready'],
        reason,
      });
      const agree = () =>
        post(
          'checklist',
          { action: 'approve_force', request: body.result.request, reason },
          { token: stack.approverToken },
        );
      await agree();
      return agree();
    },
  ],
  [
    'CT225',
    async () => {
      const [kind] = await sql<
        { id: string }[]
      >`select id from cutover.alert_kinds where ends = 'acknowledged' limit 1`;
      const [alert] = await sql<
        { id: string }[]
      >`select cutover_private.raise_alert(${name}, ${kind?.id ?? ''}, null, null, '{}') as id`;
      await post('alerts', { action: 'acknowledge', alert: Number(alert?.id) });
      return post('alerts', { action: 'acknowledge', alert: Number(alert?.id) });
    },
  ],
  [
    'CT301',
    async () => {
      const headers = { 'idempotency-key': randomUUID() };
      const report = { table, requests: 0, errors: 0 };
      await post('service-metrics', report, { headers });
      return post('service-metrics', { ...report, requests: 1, p95_ms: 1 }, { headers });
    },
  ],
  ['CT302', () => post('register', { action: 'list' }, { headers: { 'idempotency-key': 'with a space' } })],
  ['CT401', () => register({ legacy_table: 'keyless', supabase_table: 'keyless' })],
  ['CT402', () => register({ supabase_table: 'other' })],
  [
    'CT404',
    () =>
      meanwhile(
        `create role ${name}_other; grant ${name}_other to postgres; grant usage, create on schema ${group.supabaseSchema} to ${name}_other;
         create table ${group.supabaseSchema}.theirs (id bigint primary key, note text);
         alter table ${group.supabaseSchema}.theirs owner to ${name}_other; revoke ${name}_other from postgres`,
        () => register({ supabase_table: 'theirs' }),
        `grant ${name}_other to postgres; drop owned by ${name}_other; drop role ${name}_other`,
      ),
  ],
  ['CT405', () => register({ legacy_table: 'seen' })],
  ['CT406', () => register({ name: table })],
  ['CT407', () => register({ routed_schema: group.supabaseSchema, routed_name: 'other' })],
  [
    'CT501',
    () =>
      post('register', {
        action: 'source',
        name: `${name}_away`,
        kind: 'postgres',
        host: '127.0.0.1',
        port: 1,
        database: 'x',
        user: 'x',
        password: 'x',
      }),
  ],
  [
    'CT210',
    async () => {
      await register({ group: `${name}_spare` });
      return post('cutover-prepare', { group: `${name}_spare` });
    },
  ],
  ['CT217', () => post('read-switch', { action: 'switch', table: `${name}_spare`, read_source: 'dual', reason })],
  [
    'CT230',
    () =>
      meanwhile(
        `alter table ${group.supabaseSchema}.spare rename to spare_gone`,
        () => post('checklist', { action: 'declare_security', table: `${name}_spare`, reason }),
        `alter table ${group.supabaseSchema}.spare_gone rename to spare`,
      ),
  ],
  [
    'CT403',
    () =>
      meanwhile(
        `alter table ${group.supabaseSchema}.spare add foreign key (id) references ${group.supabaseSchema}.lone`,
        () => post('register', { action: 'start_backfill', group: `${name}_spare` }),
        `alter table ${group.supabaseSchema}.spare drop constraint spare_id_fkey`,
      ),
  ],
  [
    'CT216',
    () =>
      setting('barrier_give_up_seconds', '1', () =>
        against(`select from ${group.routedSchema}.owner`, () =>
          post('read-switch', { action: 'switch', table, read_source: 'dual', reason }),
        ),
      ),
  ],
  [
    'CT412',
    () =>
      meanwhile(
        `grant insert on ${group.routedSchema}.owner to anon; grant usage on schema ${group.routedSchema} to anon; grant insert on ${group.legacySchema}.owner to anon`,
        () => post('read-switch', { action: 'switch', table, read_source: 'dual', reason }),
        `revoke all on ${group.routedSchema}.owner from anon; revoke all on schema ${group.routedSchema} from anon; revoke all on ${group.legacySchema}.owner from anon`,
      ),
  ],
  [
    'CT220',
    async () => {
      await post('read-switch', { action: 'switch', group: name, read_source: 'dual', reason });
      await post('read-switch', { action: 'start_ramp', table, reason });
      return post('read-switch', { action: 'start_ramp', table, reason });
    },
  ],
  [
    'CT221',
    async () => {
      await post('read-switch', { action: 'cancel_ramp', table, reason });
      await post('read-switch', { action: 'set_split', table, percentage: 1, reason });
      const which = `table_id = (select id from cutover.cutover_tables where name = '${table}')`;
      return meanwhile(
        `update cutover.read_splits set halted_at = now(), halted_reason = 'test' where ${which}`,
        () => post('read-switch', { action: 'set_split', table, percentage: 50, reason }),
        `update cutover.read_splits set halted_at = null, halted_reason = null where ${which}`,
      );
    },
  ],
  [
    'CT206',
    async () => {
      await post('read-switch', { action: 'switch', group: name, read_source: 'legacy', reason });
      await post('freeze-window', { action: 'emergency', group: name, reason });
      return meanwhile(
        `grant select on ${group.supabaseSchema}.owner to anon`,
        () => post('cutover-execute', { group: name }),
        `revoke select on ${group.supabaseSchema}.owner from anon`,
      );
    },
  ],
  ['CT607', () => setting('run_deadline_seconds', '0', () => post('cutover-execute', { group: name }))],
  [
    'CT601',
    async () => {
      await makeReady(sql, name);
      return setting('barrier_give_up_seconds', '1', () =>
        against(`insert into ${group.legacySchema}.owner (name) values ('open')`, () =>
          post('cutover-execute', { group: name }),
        ),
      );
    },
  ],
  [
    'CT205',
    async () => {
      await makeReady(sql, name);
      await post('cutover-execute', { group: name }, { headers: { prefer: 'wait=0' } });
      return post('cutover-execute', { group: name });
    },
  ],
  [
    'CT605',
    async () => {
      await post('cutover-abort', { group: name, reason });
      await makeReady(sql, name);
      const headers = { 'idempotency-key': randomUUID() };
      await post('cutover-execute', { group: name }, { headers: { ...headers, prefer: 'wait=0' } });
      await post('cutover-abort', { group: name, reason });
      return post('cutover-execute', { group: name }, { headers });
    },
  ],
  [
    'CT408',
    async () => {
      await makeReady(sql, name);
      await post('cutover-execute', { group: name });
      return post('register', { action: 'unregister', table });
    },
  ],
  [
    'CT606',
    () =>
      meanwhile(
        `update cutover.cutover_tables set capture_stopped_at = now() where name = '${table}'`,
        () => post('cutover-rollback', { group: name, reason }),
        `update cutover.cutover_tables set capture_stopped_at = null where name = '${table}'`,
      ),
  ],
  [
    'CT235',
    async () => {
      await sql`update cutover.cutover_tables set state = 'completed', completed_at = clock_timestamp() where name in (${table}, ${`${name}_item`})`;
      return post('cutover-finalize', { group: name, confirm: name }, { token: stack.approverToken });
    },
  ],
  [
    'CT211',
    async () => {
      await settle(sql, name);
      await sql`update cutover.cutover_tables set completed_at = clock_timestamp() - interval '1 year' where name in (${table}, ${`${name}_item`})`;
      await post('cutover-finalize', { group: name, confirm: name }, { token: stack.approverToken });
      return post('reconciliation', { action: 'repair', table });
    },
  ],
];

describe('over HTTP', () => {
  test.each(provocations)('%s', async (code, send) => {
    const answer = await send();
    // A run that was released says so besides its audit row as a command.
    if (answer.body.result) {
      expect(answer.body.error.code).toBe(code);
      expect(answer.body.error.hint).toMatch(/\S{2}/);
      return;
    }
    await expectRefused(sql, answer, code);
  });
});
