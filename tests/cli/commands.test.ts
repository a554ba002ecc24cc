// Each command against the real functions: one JSON document of the shape that the shared schemas describe, and its exit code.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Action, commandAnswer, type FunctionName, functions } from '../../packages/shared/src/index.ts';
import { uniqueName } from '../functions/http.ts';
import { connect, createGroup, type Group, makeReady, settle, writeSource } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';
import { cutover, type Ended, environmentOf } from './cutover.ts';

const stack = runningStack();
const env = environmentOf(stack);
const approver = { ...env, CUTOVER_TOKEN: stack.approverToken };
const sql = connect(stack.dbUrl);
const legacy = connect(stack.legacyDbUrl);
const prefix = uniqueName('cli');
const table = `${prefix}_item`;
const folder = mkdtempSync(join(tmpdir(), 'cutover-cli-'));
const soon = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const began = soon(0);
let group: Group;

beforeAll(async () => {
  group = await createGroup(sql, legacy, stack, 'local', prefix);
  await makeReady(sql, prefix);
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await sql`select cutover_private.resolve_alert(${prefix}, 'the test is over')`;
  const [far] = await sql`delete from cutover.legacy_sources where name = ${`${prefix}_far`} returning server_name`;
  if (far) await sql.unsafe(`drop server ${far.server_name} cascade`);
  await sql.end({ timeout: 1 });
  await legacy.end({ timeout: 1 });
});

type Result = Record<string, unknown>;

/** Runs the command with --json; gives the result, which is what the function's schema describes. */
async function ask(name: FunctionName, action: string, words: string[], code = 0, as = env): Promise<Result> {
  const ended = await cutover([...words, '--json'], { env: as });
  expect(ended, `${words.join(' ')}\n${ended.stderr}${ended.stdout}`).toMatchObject({ code });
  const answer = commandAnswer.parse(JSON.parse(ended.stdout));
  if (!answer.ok) throw new Error(ended.stdout);
  const described = (functions[name].actions as Record<string, Action>)[action];
  return described?.result.parse(answer.result) as Result;
}

async function refused(words: string[], code: string, as = env): Promise<void> {
  const [shown, json] = await Promise.all([cutover(words, { env: as }), cutover([...words, '--json'], { env: as })]);
  expect(shown).toMatchObject({ code: 1, stdout: '' });
  expect(shown.stderr).toMatch(new RegExp(`^${code} \\S`, 'm'));
  expect(shown.stderr).toMatch(/To do: \S/);
  expect(json.code).toBe(1);
  expect(commandAnswer.parse(JSON.parse(json.stdout))).toMatchObject({ ok: false, error: { code } });
}

const reason = ['--reason', 'a test'];

/** Answered whatever the state is, and at once. */
const questions: [FunctionName, string, string[]][] = [
  ['cutover-status', 'status', ['status']],
  ['cutover-status', 'status', ['status', prefix]],
  ['cutover-status', 'status', ['status', table]],
  ['cutover-prepare', 'prepare', ['prepare', prefix]],
  ['cutover-execute', 'execute', ['plan', prefix]],
  ['checklist', 'read', ['checklist', 'show', prefix]],
  ['freeze-window', 'list', ['freeze', 'list', prefix, '--status', 'active']],
  ['freeze-window', 'list_writes', ['freeze', 'writes', table]],
  ['reconciliation', 'list', ['reconcile', 'list', table, '--limit', '1']],
  ['reconciliation', 'results', ['reconcile', 'results', table]],
  ['reconciliation', 'list_known', ['reconcile', 'known']],
  ['alerts', 'list', ['alerts', 'list', '--all', '--minimum-level', 'warning']],
  ['alerts', 'list_targets', ['alerts', 'targets']],
  ['daily-report', 'list', ['report', 'list']],
  ['feature-flag', 'list', ['flag', 'list']],
  ['settings', 'list', ['settings', 'list']],
  ['operators', 'list', ['operators', 'list', '--revoked']],
  ['audit', 'search', ['audit', 'search', '--event', 'register.', '--limit', '3']],
  ['audit', 'verify', ['audit', 'verify']],
  ['register', 'list', ['register', 'list', prefix]],
];

test('questions: what is asked is answered, as JSON and for people', async () => {
  for (const [name, action, words] of questions) {
    const [shown] = await Promise.all([cutover(words, { env }), ask(name, action, words)]);
    expect(shown, words.join(' ')).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).not.toMatch(/undefined|NaN|\[object/);
    expect(shown.stdout.trim()).not.toBe('');
  }
  const [found] = ((await ask('cutover-status', 'status', ['status', table])).groups as { tables: Result[] }[]) ?? [];
  expect(found?.tables.map((one) => one.table)).toEqual([table]);
}, 180_000);

describe('what changes something', () => {
  test('freeze', async () => {
    const window = await ask('freeze-window', 'schedule', [
      'freeze',
      'schedule',
      prefix,
      '--starts-at',
      soon(48),
      ...reason,
    ]);
    await ask('freeze-window', 'cancel', ['freeze', 'cancel', window.window as string, ...reason]);
    await refused(['freeze', 'activate', window.window as string], 'CT201');
    const [active] = (await ask('freeze-window', 'list', ['freeze', 'list', prefix, '--status', 'active']))
      .windows as Result[];
    await ask('freeze-window', 'complete', ['freeze', 'complete', active?.window as string]);
    await refused(['execute', prefix, '--yes'], 'CT203');
    expect(await ask('freeze-window', 'emergency', ['freeze', 'emergency', prefix, ...reason])).toMatchObject({
      status: 'active',
    });
  });

  test('checklist, flag, settings', async () => {
    await ask('checklist', 'attest', ['checklist', 'attest', prefix, 'runbook_ready', 'wiki/runbook']);
    await ask('checklist', 'waive', [
      'checklist',
      'waive',
      table,
      'indexes_as_legacy',
      '--expires-at',
      soon(1),
      ...reason,
    ]);
    await ask('checklist', 'end_waiver', ['checklist', 'end-waiver', table, 'indexes_as_legacy', ...reason]);
    const force = ['checklist', 'request-force', prefix, '--skip', 'runbook_ready', 'team_notified', ...reason];
    const asked = await ask('checklist', 'request_force', force);
    expect(asked.skip).toEqual(['runbook_ready', 'team_notified']);
    const agree = ['checklist', 'approve-force', asked.request as string, ...reason];
    await refused(agree, 'CT236');
    await ask('checklist', 'approve_force', agree, 0, approver);
    expect(await ask('feature-flag', 'set', ['flag', 'set', 'data_migration_final', 'off'])).toMatchObject({
      enabled: false,
    });
    expect(await ask('feature-flag', 'set', ['flag', 'set', 'data_migration_final', 'on'])).toMatchObject({
      enabled: true,
    });
    const set = await ask('settings', 'set', ['settings', 'set', 'backfill_duty_percent', '50']);
    expect(set).toMatchObject({ value: 50 });
    await ask('settings', 'set', ['settings', 'set', 'backfill_duty_percent', String(set.previous_value)]);
    await ask('settings', 'set_threshold', ['settings', 'threshold', table, 'backlog_age_alarm', '60', ...reason]);
    await ask('settings', 'set_policy', ['settings', 'policy', prefix, 'conflict', 'supabase_wins', ...reason]);
    await ask('settings', 'set_freeze_writes', ['settings', 'freeze-writes', table, 'refuse', ...reason]);
    await ask('settings', 'set_freeze_writes', ['settings', 'freeze-writes', table, 'allow', ...reason]);
    const automatic = (state: string) =>
      ask('settings', 'set_automatic_rollback', ['settings', 'automatic-rollback', table, state, ...reason]);
    expect(await automatic('off')).toMatchObject({ enabled: false });
    expect(await automatic('on')).toMatchObject({ enabled: true });
  }, 120_000);

  test('reads', async () => {
    await ask('read-switch', 'set_split', [
      'reads',
      'split',
      table,
      '0',
      '--pinned',
      'tenant-1',
      'tenant-2',
      ...reason,
    ]);
    await refused(['reads', 'source', 'dual', ...reason, '--group', 'no such group'], 'CT004');
    await ask('read-switch', 'switch', ['reads', 'source', 'dual', '--group', prefix, ...reason]);
    const steps = '{"percentage": 5, "hold_minutes": 60}';
    const ramp = await ask('read-switch', 'start_ramp', [
      'reads',
      'ramp',
      'start',
      table,
      '--steps',
      steps,
      '{"percentage": 100}',
      ...reason,
    ]);
    expect(ramp.steps).toHaveLength(2);
    for (const [action, as] of [
      ['pause_ramp', 'pause'],
      ['resume_ramp', 'resume'],
      ['cancel_ramp', 'cancel'],
    ] as const) {
      await ask('read-switch', action, ['reads', 'ramp', as, table, ...reason]);
    }
    await refused(['reads', 'resume-split', table, ...reason], 'CT201');
    await ask('read-switch', 'switch', ['reads', 'source', 'legacy', '--group', prefix, ...reason]);
  }, 120_000);

  test('reconcile', async () => {
    const { jobs } = (await ask('reconciliation', 'start', ['reconcile', 'start', table])) as { jobs: Result[] };
    const job = jobs[0]?.job as string;
    for (const as of ['pause', 'resume'] as const) {
      await ask('reconciliation', as, ['reconcile', as, job, ...(as === 'pause' ? reason : [])]);
      // It goes on without whoever asks.
      await ask('reconciliation', 'status', ['reconcile', 'status', job], 4);
    }
    await ask('reconciliation', 'cancel', ['reconcile', 'cancel', job, ...reason]);
    await ask('reconciliation', 'status', ['reconcile', 'status', job], 5);

    // A row that differs: the answer is no, and repair mends it.
    const admin = connect(stack.adminDbUrl);
    await admin.unsafe(`begin;
      insert into cutover_agent.appliers values (pg_current_xact_id());
      update ${group.supabaseSchema}.item set note = 'spoiled' where owner_id = 1 and line = 1;
      delete from cutover_agent.appliers where transaction_id = pg_current_xact_id();
      commit`);
    await admin.end();
    let looking = true;
    const comparing = (async () => {
      while (looking) {
        await sql`select cutover_private.reconcile_chunk()`;
        await new Promise((done) => setTimeout(done, 20));
      }
    })();
    const followed = (await ask('reconciliation', 'status', ['reconcile', 'start', table, '--follow'], 5)) as {
      jobs: Result[];
    };
    expect(followed.jobs[0]).toMatchObject({ status: 'completed', mismatched: 1 });
    const { drifted_rows: rows } = (await ask('reconciliation', 'results', ['reconcile', 'results', table])) as {
      drifted_rows: Result[];
    };
    expect(rows).toMatchObject([{ kind: 'mismatched', columns: ['note'] }]);
    expect(await ask('reconciliation', 'validate', ['reconcile', 'validate', table], 5)).toMatchObject({
      verdict: 'inconsistent',
    });
    expect(await ask('reconciliation', 'repair', ['reconcile', 'repair', table])).toMatchObject({ marked: 1 });
    looking = false;
    await comparing;
    await settle(sql, prefix);
    expect(await ask('reconciliation', 'validate', ['reconcile', 'validate', table])).toMatchObject({
      verdict: 'consistent',
    });
  }, 120_000);

  test('alerts, reports, operators', async () => {
    await sql`select cutover_private.raise_alert(${prefix}, 'job_silent', 'warning', ${`a test of ${prefix}`}, null)`;
    const { alerts } = (await ask('alerts', 'list', ['alerts', 'list'])) as { alerts: Result[] };
    await ask('alerts', 'acknowledge', ['alerts', 'ack', String(alerts[0]?.id), '--note', 'on it']);
    await refused(['alerts', 'ack', '999999'], 'CT019');
    await sql`select vault.create_secret('https://hooks.slack.com/services/none', ${`cutover_notify_${prefix}`})`;
    await ask('alerts', 'set_target', [
      'alerts',
      'set-target',
      prefix,
      '--kind',
      'slack',
      '--vault-secret',
      `cutover_notify_${prefix}`,
    ]);
    await ask('alerts', 'remove_target', ['alerts', 'remove-target', prefix]);
    await ask('daily-report', 'make', ['report', 'make', soon(-24).slice(0, 10)]);
    await ask('operators', 'grant', ['operators', 'grant', `key:${prefix}`, 'viewer']);
    await refused(['operators', 'grant', `key:${prefix}`, 'admin'], 'CT103', approver);
    await ask('operators', 'revoke', ['operators', 'revoke', `key:${prefix}`]);
  }, 60_000);

  test('register', async () => {
    await refused(['register', 'source', `${prefix}_source`, 'local'], 'CT406');
    await ask('register', 'install_agent', ['register', 'agent', `${prefix}_source`]);
    for (const schema of [group.legacySchema, group.supabaseSchema]) {
      await sql.unsafe(
        `grant usage on schema ${schema} to cutover_reader; grant select on all tables in schema ${schema} to cutover_reader`,
      );
    }
    const queries = [
      '--legacy-sql',
      `select count(*) from ${prefix}_old.item`,
      '--supabase-sql',
      `select count(*) from ${prefix}_new.item`,
    ];
    await ask('register', 'golden_query', [
      'register',
      'golden-query',
      `${prefix} count`,
      prefix,
      ...queries,
      ...reason,
    ]);
    await ask('register', 'check_golden_queries', ['register', 'check-golden-queries', prefix]);
    await ask('register', 'end_golden_query', ['register', 'end-golden-query', `${prefix} count`, ...reason]);
    const rule = ['--sql', `select id from ${prefix}_new.owner where name = ''`];
    await ask('register', 'invariant', ['register', 'invariant', `${prefix} names`, prefix, ...rule, ...reason]);
    await ask('register', 'end_invariant', ['register', 'end-invariant', `${prefix} names`, ...reason]);
    const file = join(folder, 'bad.json');
    writeFileSync(file, JSON.stringify({ tables: [{ name: 'x', source: 'y', legacy_schema: 7 }] }));
    const { code, stderr } = await cutover(['register', 'from', file], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('legacy_schema');
  }, 60_000);

  test('audit', async () => {
    const file = join(folder, 'audit.json');
    const period = ['--from', began, '--to', soon(1), '--limit', '10'];
    await cutover(['audit', 'export', 'soc2', ...period, '--output', file], { env });
    // Each page is a file, and each is verified alone.
    const files = readdirSync(folder).filter((name) => name.startsWith('audit'));
    expect(files).toContain('audit-2.json');
    for (const name of files.slice(0, 2))
      await ask('audit', 'verify_export', ['audit', 'verify-export', join(folder, name)]);
    await ask('audit', 'export', ['audit', 'export', 'gdpr', ...period, '--format', 'csv']);
    const csv = await cutover(['audit', 'export', 'soc2', ...period, '--format', 'csv'], { env });
    expect(csv.stdout.split('\n').length).toBeGreaterThan(10);
    writeFileSync(file, '{"events": []}');
    expect((await cutover(['audit', 'verify-export', file], { env })).code).not.toBe(0);

    await cutover(['freeze', 'list', '--on-behalf-of', 'olga'], { env });
    await cutover(['alerts', 'ack', '999999', '--on-behalf-of', 'Olga Ö.'], { env });
    const { events } = (await ask('audit', 'search', ['audit', 'search', '--for', 'Olga Ö.'])) as { events: Result[] };
    expect(events[0]).toMatchObject({ outcome: 'refused', actor: stack.operatorId });
  }, 60_000);

  test('execute, rollback, finalize', async () => {
    await makeReady(sql, prefix);
    await refused(['abort', prefix, ...reason], 'CT006');
    expect(await ask('cutover-execute', 'execute', ['execute', prefix, '--yes'])).toMatchObject({
      status: 'completed',
    });
    const back = ['rollback', prefix, '--yes', ...reason, '--idempotency-key', `back-${prefix}`];
    const run = await ask('cutover-rollback', 'rollback', back);
    // The same key is the same run.
    expect((await ask('cutover-rollback', 'rollback', back)).run_id).toBe(run.run_id);
    expect(await writeSource(sql, prefix)).toBe('legacy');
    await makeReady(sql, prefix);
    // A run that is released is no success; what it was is in the answer.
    await sql`update cutover.settings set value = '1' where key = 'barrier_give_up_seconds'`;
    const writer = connect(stack.dbUrl);
    await writer.unsafe('begin');
    await writer.unsafe(`insert into ${group.legacySchema}.owner (name) values ('stays open')`);
    const released = await cutover(['execute', prefix, '--yes', '--json'], { env });
    await writer.unsafe('rollback');
    await writer.end();
    await sql`update cutover.settings set value = '15' where key = 'barrier_give_up_seconds'`;
    expect(released.code).toBe(1);
    expect(JSON.parse(released.stdout)).toMatchObject({
      ok: false,
      error: { code: 'CT601' },
      result: { status: 'released' },
    });
    await makeReady(sql, prefix);
    const shown = await cutover(['execute', prefix, '--yes'], { env });
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.stderr).toMatch(/done flip/);
    await refused(['finalize', prefix, '--dry-run'], 'CT201', approver);
    await sql`
      update cutover.cutover_tables t set state = 'completed', completed_at = clock_timestamp() - interval '30 days'
      from cutover.table_groups g where g.id = t.group_id and g.name = ${prefix}`;
    expect(await ask('cutover-finalize', 'finalize', ['finalize', prefix, '--dry-run'], 5)).toMatchObject({
      would_pass: false,
    });
    await refused(['finalize', prefix, '--yes'], 'CT236');
    await ask('cutover-finalize', 'finalize', ['finalize', prefix, '--dry-run'], 0, approver);
    expect(await ask('cutover-finalize', 'finalize', ['finalize', prefix, '--yes'], 0, approver)).toMatchObject({
      finalized: true,
    });
  }, 120_000);
});

describe('how it ends when it cannot begin', () => {
  const ends: [string, string[], Partial<NodeJS.ProcessEnv>, number, RegExp][] = [
    ['an unknown command', ['frobnicate'], {}, 2, /unknown command/],
    ['an unknown option', ['status', '--frobnicate'], {}, 2, /unknown option/],
    ['a value that is missing', ['freeze', 'schedule', prefix], {}, 2, /--starts-at/],
    [
      'a value that cannot be',
      ['freeze', 'schedule', prefix, '--starts-at', 'soon'],
      {},
      2,
      /--starts-at: must be an ISO 8601 time/,
    ],
    ['a choice that is none', ['reads', 'source', 'both', ...reason], {}, 2, /Allowed choices/],
    ['no project', ['status'], { CUTOVER_URL: '' }, 2, /CUTOVER_URL/],
    ['no address', ['status'], { CUTOVER_URL: 'example' }, 2, /is not the address/],
    ['nobody', ['status'], { CUTOVER_TOKEN: '' }, 2, /CUTOVER_TOKEN/],
    ['two of them', ['status'], { CUTOVER_SECRET_KEY: 'x' }, 2, /Both/],
    ['a token that is none', ['status'], { CUTOVER_TOKEN: 'x' }, 1, /CT10\d/],
    ['nobody who listens', ['status'], { CUTOVER_URL: 'http://127.0.0.1:1' }, 3, /CT910/],
    ['somebody else', ['status'], { CUTOVER_URL: `${stack.apiUrl}/elsewhere` }, 3, /CT911/],
    ['--watch for a program', ['status', '--watch'], {}, 2, /terminal/],
  ];
  test.each(ends)('%s', async (_, words, changed, code, said) => {
    const ended: Ended = await cutover(words, { env: { ...env, ...changed } });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(said);
  });
});

test('what was not sent is said as JSON, too', async () => {
  const ways: [string[], Partial<NodeJS.ProcessEnv>][] = [
    [['status'], { CUTOVER_TOKEN: '' }],
    [['status'], { CUTOVER_URL: 'http://127.0.0.1:1' }],
    [['status', '--frobnicate'], {}],
  ];
  for (const [words, changed] of ways) {
    const { stdout } = await cutover([...words, '--json'], { env: { ...env, ...changed } });
    expect(commandAnswer.parse(JSON.parse(stdout))).toMatchObject({ ok: false });
  }
});

test('the token and the key may come from stdin, and a password too', async () => {
  const nobody = { ...env, CUTOVER_TOKEN: '' };
  const token = await cutover(['status', '--token-stdin'], { env: nobody, stdin: `${stack.operatorToken}\n` });
  expect(token).toMatchObject({ code: 0, stderr: '' });
  const key = await cutover(['status', '--secret-key-stdin'], {
    env: nobody,
    stdin: stack.secretKeys.automations ?? '',
  });
  expect(key).toMatchObject({ code: 0, stderr: '' });
  const { hostname, port, pathname } = new URL(stack.legacyDbUrl);
  const where = ['--host', hostname, '--port', port, '--database', pathname.slice(1), '--user', 'cutover_agent_login'];
  const words = ['register', 'source', `${prefix}_far`, 'postgres', ...where, '--password-stdin'];
  const source = await cutover(words, { env, stdin: stack.agentPassword });
  expect(source).toMatchObject({ code: 0, stderr: '' });
}, 60_000);
