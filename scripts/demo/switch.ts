// The flip and the way back, by the operator's buttons.
import type { Sql } from 'postgres';
import type { Bank } from './bank.ts';
import type { Gate, Operator, Run } from './operator.ts';
import { milliseconds, plural, progress, step } from './progress.ts';
import { drift } from './reconcile.ts';
import { waitFor } from './wait.ts';

type Checklist = { ready: boolean; reconciling: boolean; gates: Gate[] };

const notPassed = (gates: Gate[]): Gate[] => gates.filter(({ verdict }) => verdict !== 'passed');

/** Vouches for what no database can measure, and switches the feature flag on. */
export async function vouch(operator: Operator, group: string): Promise<void> {
  const evidence = {
    backup_verified: 'the demo fills both sides itself',
    team_notified: 'the team is whoever reads this',
    rollback_plan_ready: 'cutover-rollback, below',
    runbook_ready: 'scripts/demo',
  };
  for (const [rule, text] of Object.entries(evidence))
    await operator.command('attest', { group, rule, evidence: text });
  await operator.command('set_feature_flag', { name: 'data_migration_final', enabled: true });
  step('attested', `${Object.keys(evidence).join(', ')}; feature flag data_migration_final on`);
}

/** Asks for the checklist until it passes: the full comparison that it needs is pg_cron's work. */
export async function prepare(operator: Operator, sql: Sql, group: string): Promise<void> {
  const checklist = await waitFor(`${group} is ready`, 300, async () => {
    const answer = await operator.post<Checklist>('cutover-prepare', { group });
    if (answer.ready) return answer;
    progress('prepare', `still to pass: ${[...new Set(notPassed(answer.gates).map(({ rule }) => rule))].join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 800));
    return undefined;
  });
  const { rows, differing } = await drift(sql, group);
  const later = [...new Set(notPassed(checklist.gates).map(({ rule }) => rule))].join(', ');
  step(
    'prepare',
    `ready: ${plural(checklist.gates.length, 'gate')} measured${later && ` (for later: ${later})`}, ${plural(rows, 'row')} compared in full, ${differing} differ`,
  );
}

export async function rehearse(operator: Operator, group: string): Promise<void> {
  const plan = await operator.post<{ would_pass: boolean; predicted_write_pause_ms: number }>('cutover-execute', {
    group,
    dry_run: true,
  });
  if (!plan.would_pass) throw new Error(`the dry run says that the cutover would not pass: ${JSON.stringify(plan)}`);
  step(
    'dry run',
    `would pass; predicted write pause ${milliseconds(plan.predicted_write_pause_ms)}; all of it rolled back`,
  );
}

export type Switch = { flippedAt: number; serverPauseMs: number; tookMs: number };

async function drive(operator: Operator, sql: Sql, name: string, group: string, body: object): Promise<Switch> {
  const begun = performance.now();
  let run = await operator.post<Run>(name, { group, ...body });
  // The function drives the run as long as it may run itself; pg_cron finishes what it left.
  if (!run.finished) {
    run = await waitFor(`${name} of ${group}`, 120, async () => {
      const status = await operator.post<{ groups: { run: Run }[] }>('cutover-status', { group });
      return status.groups[0]?.run.finished ? status.groups[0].run : undefined;
    });
  }
  const tookMs = performance.now() - begun;
  if (run.status !== 'completed') throw new Error(`${name}: ${run.status}: ${run.error?.code} ${run.error?.message}`);
  const [row] = await sql<{ flipped: string; pause: string }[]>`
    select extract(epoch from (r.result ->> 'flipped_at')::timestamptz) * 1000 as flipped, r.result ->> 'write_pause_ms' as pause
    from cutover.cutover_runs r where r.id = ${run.run_id}`;
  return { flippedAt: Number(row?.flipped), serverPauseMs: Number(row?.pause), tookMs };
}

export const execute = (operator: Operator, bank: Bank): Promise<Switch> =>
  drive(operator, bank.sides.supabase.sql, 'cutover-execute', bank.group, {});

export const rollback = (operator: Operator, bank: Bank): Promise<Switch> =>
  drive(operator, bank.sides.supabase.sql, 'cutover-rollback', bank.group, {
    mode: 'drain',
    reason: 'the demo goes back',
  });

/** What somebody is told who writes straight to the side that no longer takes writes. */
export async function refusedWrite({ sql, schema }: Bank['sides']['legacy']): Promise<string> {
  try {
    await sql.unsafe(`update ${schema}.pgbench_branches set bbalance = bbalance where bid = 1`);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return `${code} ${message}`;
  }
  throw new Error(`a write straight to ${schema}.pgbench_branches was taken, although the other side is the truth`);
}
