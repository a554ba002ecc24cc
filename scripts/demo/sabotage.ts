// Breaks one promise on purpose (--break <name>), so that everybody can see the demo notice it.
import type { Stack } from '../stack/index.ts';
import { type Bank, connect } from './bank.ts';
import { step } from './progress.ts';

export const sabotages = {
  row: 'changes a row on one side, past guard and capture',
  pause: 'makes the flip hold its writers for 1.2 s longer',
  client: 'ends the connection of one pgbench client',
  audit: 'changes a row of the audit log',
} as const;

export type Sabotage = keyof typeof sabotages;
type Moment = 'before the flip' | 'at the end';

const moments: Record<Sabotage, Moment> = {
  row: 'at the end',
  pause: 'before the flip',
  client: 'before the flip',
  audit: 'at the end',
};

/** As the superuser of the local stack, which a hosted project does not have. */
const statements = ({ sides }: Bank): Record<Sabotage, string> => ({
  row: `begin;
    insert into cutover_agent.appliers values (pg_current_xact_id());
    update ${sides.supabase.schema}.pgbench_accounts set abalance = abalance + 1 where aid = 4711;
    delete from cutover_agent.appliers where transaction_id = pg_current_xact_id();
    commit`,
  pause: `create or replace function public.demo_slow() returns trigger language plpgsql as
      'begin perform pg_sleep(1.2); return null; end';
    create or replace trigger demo_slow before update on cutover.cutover_tables
      for each statement execute function public.demo_slow()`,
  client: `select pg_terminate_backend(pid) from (
      select pid from pg_stat_activity where application_name = 'pgbench' order by pid limit 1) as one`,
  audit: `begin;
    alter table cutover.cutover_audit_log disable trigger all;
    update cutover.cutover_audit_log set actor = 'somebody else' where seq = 3;
    commit`,
});

export async function sabotage(name: Sabotage, moment: Moment, stack: Stack, bank: Bank): Promise<void> {
  if (moments[name] !== moment) return;
  // The clients are where the truth is: before the flip, on legacy.
  const there = name === 'client' && bank.kind === 'postgres';
  const sql = connect(there ? stack.legacyAdminUrl : stack.adminDbUrl);
  try {
    await sql.unsafe(statements(bank)[name]);
  } finally {
    await sql.end({ timeout: 1 });
  }
  step('SABOTAGE', sabotages[name]);
}
