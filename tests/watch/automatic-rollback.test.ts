// pg_cron watches a group that was switched, while pgbench goes on booking. Each fault is real; within two looks of the monitor
// the group is back on legacy with every acknowledged booking, and people were told over HTTP.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Load } from '../../scripts/demo/load.ts';
import { resetStack, type Stack, stopStack } from '../../scripts/stack/index.ts';
import { call } from '../functions/http.ts';
import { command, connect, drive, type Kind, reconcile, settle, tryCommand, writeSource } from '../runs/group.ts';
import { endSchedule } from '../support/schedule.ts';
import {
  type Accounts,
  book,
  books,
  createAccounts,
  createApplication,
  entries,
  ownRows,
  policy,
  sees,
} from './accounts.ts';
import { listen, type Receiver } from './receiver.ts';

let stack: Stack;
let sql: Sql;
let legacy: Sql;
let receiver: Receiver;

beforeAll(async () => {
  stack = await resetStack({ dir: '.stack-watch' });
  sql = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
  await createApplication(sql);
  receiver = await listen(sql, stack);
  // Every look acts as the tenants and reads the whole chain: the default leaves a minute in between.
  await command(sql, 'set_setting', { key: 'security_probe_seconds', value: 0 });
  await command(sql, 'grant_operator', { subject: 'key:automations', role: 'operator' });
  // Each look moves the time of the next one.
  await sql.unsafe(`
    create schema watch_test;
    create table watch_test.looks (group_id bigint, at timestamptz default clock_timestamp());
    create function watch_test.note() returns trigger language plpgsql security definer as $$
    begin
      insert into watch_test.looks (group_id) values (new.group_id);
      return null;
    end $$;
    create trigger note after update of due_at on cutover_private.watches for each row execute function watch_test.note();
    select cutover.schedule_jobs();`);
}, 300_000);

afterAll(async () => {
  receiver?.close();
  if (sql) await endSchedule(sql);
  await sql?.end({ timeout: 1 }).catch(() => {});
  await legacy?.end({ timeout: 1 }).catch(() => {});
  await stopStack({ dir: '.stack-watch' });
}, 120_000);

/** Waits for what a condition tells, longer than pg_cron takes to begin. */
async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 120_000; !(await look()); ) {
    if (Date.now() > end) {
      const results = await sql`select table_id, rule_id, verdict, value, evidence from cutover.watch_results`;
      throw new Error(`never: ${what}; ${JSON.stringify(results)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Three minutes in a row, the last one so many minutes ago, as an application reports them. */
async function report(group: Accounts, minutesAgo: number, p95: number, errors: number): Promise<void> {
  for (const minutes of [minutesAgo + 2, minutesAgo + 1, minutesAgo]) {
    const minute = new Date(Date.now() - minutes * 60_000).toISOString();
    const answer = await call(stack, 'service-metrics', {
      body: { table: `${group.name}_account`, requests: 100, errors, p95_ms: p95, minute, reporter: 'bank' },
      token: null,
      headers: { apikey: stack.secretKeys.automations ?? '' },
    });
    expect(answer).toMatchObject({ body: { ok: true } });
  }
}

/** Of the table `account` on legacy: triggers that keep others from writing there. */
async function guards(group: Accounts, there: Sql): Promise<string[]> {
  const rows = await there<{ tgname: string }[]>`
    select tgname from pg_trigger where tgrelid = ${`${group.legacySchema}.account`}::regclass and tgname ~ '^cutover_guard_' and tgenabled = 'A'`;
  return rows.map(({ tgname }) => tgname);
}

/** Past the refusal, as only the owner of the log can. */
const tamper = (change: string): string => `
  alter table cutover.cutover_audit_log disable trigger refuse_change;
  update cutover.cutover_audit_log set action = ${change} where seq = 1;
  alter table cutover.cutover_audit_log enable always trigger refuse_change;`;

type Place = { group: Accounts; there: Sql };
type Fault = {
  what: string;
  rule: string;
  finding?: string;
  break: (place: Place) => Promise<unknown>;
  repair?: (place: Place) => Promise<unknown>;
};

const guardOff: Fault = {
  what: 'a guard on legacy is switched off',
  rule: 'rollback_security',
  finding: 'switch_triggers guard_off',
  break: async ({ group, there }) => {
    for (const name of await guards(group, there)) {
      await there.unsafe(`alter table ${group.legacySchema}.account disable trigger ${name}`);
    }
  },
};

const drift: Fault = {
  what: 'rows differ',
  rule: 'rollback_drift',
  break: async ({ group, there }) => {
    // Past the guard, as only the owner of the table can.
    const names = await guards(group, there);
    const set = (state: string) =>
      names.map((name) => `alter table ${group.legacySchema}.account ${state} trigger ${name};`).join('');
    await there.unsafe(
      `begin; ${set('disable')} update ${group.legacySchema}.account set tenant_id = 'b' where id <= 50; ${set('enable always')} commit`,
    );
    await command(sql, 'reconcile', { table: `${group.name}_account` });
  },
};

const faults: Fault[] = [
  {
    what: 'row level security is switched off',
    rule: 'rollback_security',
    finding: 'rls_enabled rls_off',
    break: ({ group }) => sql.unsafe(`alter table ${group.supabaseSchema}.account disable row level security`),
    repair: ({ group }) => sql.unsafe(`alter table ${group.supabaseSchema}.account enable row level security`),
  },
  {
    what: 'a policy is dropped',
    rule: 'rollback_security',
    finding: 'policies_kept policy_dropped',
    break: ({ group }) => sql.unsafe(`drop policy own on ${group.supabaseSchema}.entry`),
    repair: ({ group }) => sql.unsafe(policy(group.supabaseSchema, 'entry')),
  },
  {
    what: 'a tenant sees the rows of others, and no catalog tells',
    rule: 'rollback_security',
    finding: 'tenant_isolation select',
    break: ({ group }) => sql.unsafe(sees(group.supabaseSchema, 'true')),
    repair: ({ group }) => sql.unsafe(sees(group.supabaseSchema, ownRows)),
  },
  {
    what: 'the oldest row of the audit log is changed',
    rule: 'rollback_security',
    finding: 'audit_chain audit_broken',
    break: () => sql.unsafe(tamper(`action || 'x'`)),
    repair: () => sql.unsafe(tamper(`left(action, -1)`)),
  },
  guardOff,
  drift,
  { what: 'requests take three times as long', rule: 'rollback_p95', break: ({ group }) => report(group, 1, 30, 0) },
  { what: 'every fifth request fails', rule: 'rollback_errors', break: ({ group }) => report(group, 1, 10, 20) },
];

type Looked = { run: string; reason: string; looks: number; findings: string[] | null };

/** The run that the fault led to, and how often the monitor looked until it had ended. */
async function outcome(group: string, faultAt: string): Promise<Looked> {
  const [row] = await sql<Looked[]>`
    select r.id as run, r.reason, l.detail #> '{triggers,0,sample,violations}' as findings,
      (select count(*)::integer from watch_test.looks k where k.group_id = r.group_id and k.at > ${faultAt}::timestamptz and k.at < r.finished_at) as looks
    from cutover.cutover_runs r
    join cutover.table_groups g on g.id = r.group_id
    join cutover.cutover_audit_log l on l.action = 'rollback.automatic' and l.outcome = 'started' and l.detail ->> 'run' = r.id::text
    where g.name = ${group} and r.kind = 'rollback' and r.status = 'completed' and r.requested_at > ${faultAt}::timestamptz`;
  if (!row) throw new Error('no automatic rollback with an audit row');
  return row;
}

const kinds: [Kind, Fault[]][] = [
  ['local', faults],
  ['postgres', [guardOff, drift]],
];

describe.each(kinds)('legacy of kind %s', (kind, itsFaults) => {
  let place: Place;
  let load: Load;

  beforeAll(async () => {
    const group = await createAccounts(sql, legacy, stack, kind, `watched_${kind}`);
    place = { group, there: kind === 'local' ? sql : legacy };
    load = book(stack, group);
  }, 120_000);

  test.each(itsFaults)(
    '$what ($rule)',
    async (fault) => {
      const { group, there } = place;
      const account = `${group.name}_account`;
      const grows = async (connection: Sql, schema: string): Promise<void> => {
        const before = await entries(connection, schema);
        await until(`bookings in ${schema}`, async () => (await entries(connection, schema)) > before + 5);
      };
      // pgbench never rests, so nothing settles: compared, and asked again if a change was on its way.
      await until('ready', async () => {
        await reconcile(sql, group.name);
        return (await command(sql, 'prepare', { group: group.name })).ready === true;
      });
      await sql`delete from cutover.service_metrics`;
      await report(group, 30, 10, 0);
      const execution = await command(sql, 'execute', { group: group.name });
      expect(await drive(sql, execution.run_id as string)).toMatchObject({ status: 'completed' });
      // Reports are about whole minutes after the switch.
      await sql`update cutover.cutover_tables t set cutover_at = cutover_at - interval '20 minutes' from cutover.table_groups g where g.id = t.group_id and g.name = ${group.name}`;
      await until('a look without a finding', async () => {
        const looks =
          await sql`select from cutover.watch_results r join cutover.cutover_tables t on t.id = r.table_id where t.name = ${account} and r.rule_id = 'rollback_security'`;
        return looks.length > 0;
      });
      await grows(sql, group.supabaseSchema);
      expect(await writeSource(sql, group.name)).toBe('supabase');

      await fault.break(place);
      const [{ at: faultAt } = { at: '' }] = await sql<{ at: string }[]>`select clock_timestamp()::text as at`;
      await until('back on legacy', async () => (await writeSource(sql, group.name)) === 'legacy');
      await until('the run has ended', async () => {
        const rows =
          await sql`select from cutover.table_groups g where g.name = ${group.name} and cutover_private.active_run(g.id) is null`;
        return rows.length > 0;
      });
      const { run, reason, looks, findings } = await outcome(group.name, faultAt);
      expect(reason).toContain(`automatic: ${fault.rule} of ${group.name}_`);
      if (fault.finding) expect(findings).toContainEqual(expect.stringContaining(`${fault.finding}: `));
      expect(looks).toBeLessThanOrEqual(2);
      await grows(there, group.legacySchema);
      expect(await tryCommand(sql, 'rollback', { group: group.name, reason: 'too late' })).toMatchObject({
        error: { code: 'CT201' },
      });

      await receiver.deliver();
      const key = `automatic_rollback:${group.name}`;
      // The acknowledgement of the fault before was told as well.
      const told = receiver.messages.splice(0).filter(({ event, alert }) => event !== 'resolved' && alert?.key === key);
      expect(told).toMatchObject([
        {
          event: 'raised',
          level: 'critical',
          alert: { run, detail: { triggers: expect.arrayContaining([expect.objectContaining({ rule: fault.rule })]) } },
        },
      ]);
      const alerts = await sql<{ id: string; run_id: string | null; key: string }[]>`
        select id, run_id, key from cutover.alerts where kind in ('automatic_rollback', 'security_violation') and resolved_at is null`;
      expect(alerts).toContainEqual(expect.objectContaining({ key, run_id: run }));
      for (const { id } of alerts) await command(sql, 'acknowledge_alert', { alert: Number(id), note: 'seen' });
      await fault.repair?.(place);
    },
    120_000,
  );

  test('every acknowledged booking is on legacy, once, and on the other side', async () => {
    const { group, there } = place;
    const totals = await load.stop();
    expect(totals.failed).toBe(0);
    await settle(sql, group.name);
    const kept = await books(there, group.legacySchema);
    expect(kept).toEqual({ entries: totals.processed, amounts: kept.balances, balances: kept.balances });
    expect(await books(sql, group.supabaseSchema)).toEqual(kept);
  });
});
