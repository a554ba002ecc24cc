// pg_cron watches a group that was switched, while an application goes on writing. Each fault is real; the group goes back to
// legacy by itself, with every acknowledged write, and stays there.
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resetStack, type Stack, stopStack } from '../../scripts/stack/index.ts';
import {
  command,
  connect,
  content,
  createGroup,
  drive,
  type Group,
  makeReady,
  settle,
  tryCommand,
  writeSource,
} from '../runs/group.ts';
import { lost, Writer } from '../runs/ledger.ts';
import { endSchedule } from '../support/schedule.ts';

let stack: Stack;
let sql: Sql;
let legacy: Sql;
let firstId = 1_000_000;

beforeAll(async () => {
  stack = await resetStack({ dir: '.stack-watch', functions: false });
  sql = connect(stack.dbUrl);
  legacy = connect(stack.legacyDbUrl);
  await sql`select cutover.schedule_jobs()`;
}, 300_000);

afterAll(async () => {
  if (sql) await endSchedule(sql);
  await sql?.end({ timeout: 1 }).catch(() => {});
  await legacy?.end({ timeout: 1 }).catch(() => {});
  await stopStack({ dir: '.stack-watch' });
}, 120_000);

/** Waits for what a condition tells, longer than pg_cron takes to begin. */
async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 180_000; !(await look()); ) {
    if (Date.now() > end) {
      const results = await sql`select table_id, rule_id, verdict, value, evidence from cutover.watch_results`;
      throw new Error(`never: ${what}; ${JSON.stringify(results)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const report = (table: string, minutesAgo: number, p95: number, errors: number) => sql`
  select cutover.record_service_metrics(${table}, 100, ${errors}, ${p95}, now() - make_interval(mins => m))
  from generate_series(${minutesAgo}::integer, ${minutesAgo}::integer + 2) m`;

type Fault = { rule: string; break: (group: Group, there: Sql) => Promise<unknown> };

const faults: Fault[] = [
  {
    rule: 'rollback_security',
    break: (group) => sql.unsafe(`grant truncate on ${group.supabaseSchema}.owner to authenticated`),
  },
  {
    rule: 'rollback_drift',
    break: async (group, there) => {
      // Past the guard, as only the owner of the table can.
      await there.unsafe(`do $$
        declare v_name name := (select tgname from pg_trigger where tgrelid = '${group.legacySchema}.item'::regclass and tgname ~ '^cutover_guard_[0-9]+$' and tgenabled = 'A');
        begin
          execute format('alter table ${group.legacySchema}.item disable trigger %I', v_name);
          update ${group.legacySchema}.item set note = 'tampered' where owner_id <= 200;
          execute format('alter table ${group.legacySchema}.item enable always trigger %I', v_name);
        end $$`);
      await command(sql, 'reconcile', { table: `${group.name}_item` });
    },
  },
  { rule: 'rollback_p95', break: (group) => report(`${group.name}_owner`, 1, 30, 0) },
  { rule: 'rollback_errors', break: (group) => report(`${group.name}_owner`, 1, 10, 20) },
];

describe.each(['local', 'postgres'] as const)('legacy of kind %s', (kind) => {
  let group: Group;
  let there: Sql;

  beforeAll(async () => {
    there = kind === 'local' ? sql : legacy;
    group = await createGroup(sql, legacy, stack, kind, `watched_${kind}`);
  }, 300_000);

  test.each(faults)(
    '$rule takes the group back',
    async (fault) => {
      await makeReady(sql, group.name);
      await sql`delete from cutover.service_metrics`;
      await report(`${group.name}_owner`, 30, 10, 0);
      const writer = new Writer(stack, group, firstId, 'legacy');
      firstId += 1_000_000;
      let run: string;
      try {
        const execution = await command(sql, 'execute', { group: group.name });
        expect(await drive(sql, execution.run_id as string)).toMatchObject({ status: 'completed' });
        await sql`update cutover.cutover_tables set cutover_at = cutover_at - interval '20 minutes' where group_id in (select id from cutover.table_groups where name = ${group.name})`;
        const switchedAt = writer.acknowledged.length;
        await until('a first look', async () => {
          const looks =
            await sql`select from cutover.watch_results r join cutover.cutover_tables t on t.id = r.table_id where t.name = ${`${group.name}_item`}`;
          return looks.length > 0;
        });
        expect(await writeSource(sql, group.name)).toBe('supabase');
        await until('writes on supabase', async () => writer.acknowledged.length > switchedAt + 20);

        await fault.break(group, there);
        await until('back on legacy', async () => (await writeSource(sql, group.name)) === 'legacy');
        await until('the run has ended', async () => {
          const active =
            await sql`select cutover_private.active_run(g.id) as run from cutover.table_groups g where g.name = ${group.name}`;
          return active[0]?.run === null;
        });
        const runs = await sql<{ id: string; reason: string }[]>`
        select r.id, r.reason from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id
        where g.name = ${group.name} and r.kind = 'rollback' order by r.requested_at desc`;
        run = runs[0]?.id as string;
        expect(runs[0]?.reason).toContain(`${fault.rule} of ${group.name}_`);
        const backAt = writer.acknowledged.length;
        await until('writes on legacy', async () => writer.acknowledged.length > backAt + 20);
      } finally {
        await writer.stop();
      }
      expect(await tryCommand(sql, 'rollback', { group: group.name, reason: 'too late' })).toMatchObject({
        error: { code: 'CT201' },
      });
      expect(await lost(there, group.legacySchema, writer.acknowledged)).toEqual([]);
      await settle(sql, group.name);
      expect(await content(there, group.legacySchema)).toBe(await content(sql, group.supabaseSchema));
      const told = await sql`
      select a.level, l.detail #>> '{triggers,0,rule}' as rule
      from cutover.alerts a, cutover.cutover_audit_log l
      where a.key = ${`automatic_rollback:${group.name}`} and a.run_id = ${run} and l.action = 'rollback.automatic' and l.outcome = 'started' and l.detail ->> 'run' = ${run}`;
      expect(told).toEqual([{ level: 'critical', rule: fault.rule }]);
      await sql.unsafe(`revoke truncate on ${group.supabaseSchema}.owner from authenticated`);
    },
    400_000,
  );
});
