// One kind of legacy source, there and back, while clients write.
import type { Stack } from '../stack/index.ts';
import { backfill } from './backfill.ts';
import { changedRows, drained, holdPipeline } from './backlog.ts';
import { type Bank, fill, type Kind, type Sums, sums } from './bank.ts';
import { Load, loadDescription } from './load.ts';
import { Operator } from './operator.ts';
import { writePause } from './pause.ts';
import { Probe, probeRows } from './probe.ts';
import { count, milliseconds, plural, progress, say, seconds, step } from './progress.ts';
import { type Drift, databaseTime, drift, reconcile, waitForJobs } from './reconcile.ts';
import { registerSource, registerTables } from './register.ts';
import { type Sabotage, sabotage } from './sabotage.ts';
import { execute, prepare, refusedWrite, rehearse, rollback, vouch } from './switch.ts';
import { waitFor } from './wait.ts';

const SCALE = 2;
const ROWS_TO_REPLAY = 10_000;

export type Findings = {
  kind: Kind;
  rows: number;
  pauses: { cutover: number; rollback: number };
  slowestMs: number;
  processed: number;
  failed: number;
  failures: string[];
  refused: number;
  probed?: { written: number; found: number };
  drift: { before: Drift; after: Drift; end: Drift };
  sums: { legacy: Sums; supabase: Sums };
  rollback: { waiting: number; tookMs: number };
  audit: { ok: boolean; rows: number; problem: string | null };
};

const titles: Record<Kind, string> = {
  local: 'local: legacy is a schema of the Supabase database',
  postgres: 'postgres: legacy is a server of its own',
};

export async function journey(stack: Stack, bank: Bank, logs: string, broken?: Sabotage): Promise<Findings> {
  const { legacy, supabase } = bank.sides;
  const { sql } = supabase;
  const operator = new Operator(stack, sql);
  const isLocal = bank.kind === 'local';
  say(`\n${titles[bank.kind]}`);

  progress('fill', 'pgbench -i');
  await fill(stack, bank, SCALE);
  step(
    'fill',
    `pgbench -i --foreign-keys -s ${SCALE}: ${plural((await sums(legacy)).rows, 'row')}, no key on pgbench_history`,
  );

  // Writing straight to legacy is possible from the beginning; through the routed views once they exist.
  const { application } = bank;
  const direct = isLocal ? undefined : new Load([application.legacy, application.supabase], logs);
  if (direct) step('load', `${loadDescription}, straight to legacy`);
  await registerSource(stack, bank, operator);
  await registerTables(bank, operator);
  const load = direct ?? new Load([application.routed], logs);
  const probe = isLocal ? undefined : new Probe(bank);
  step(
    'load',
    isLocal
      ? `${loadDescription}, through the routed views`
      : 'and one client that inserts accounts through the routed view',
  );

  await operator.command('start_backfill', { group: bank.group });
  await backfill(sql, bank.group);
  await vouch(operator, bank.group);
  await prepare(operator, sql, bank.group);
  const before = await drift(sql, bank.group);
  await operator.post('freeze-window', { action: 'emergency', group: bank.group, reason: 'the demo goes live' });
  step('window', 'emergency freeze window active');
  await rehearse(operator, bank.group);

  if (broken) await sabotage(broken, 'before the flip', stack, bank);
  const flipAsked = await databaseTime(sql);
  const flip = await execute(operator, bank);
  step(
    'cutover',
    `completed in ${seconds(flip.tookMs)}; writers were held for ${milliseconds(flip.serverPauseMs)}, says the run`,
  );
  step('guard', `a write straight to legacy: ${await refusedWrite(legacy)}`);
  await waitForJobs(sql, bank.group, flipAsked, 'schedule', 'incremental');
  const after = await drift(sql, bank.group);
  step('reconcile', `on schedule, by pg_cron: ${after.differing} rows differ`);
  const status = await operator.post<{ tables_on_supabase: number; groups: { tables: { write_source: string }[] }[] }>(
    'cutover-status',
    { group: bank.group },
  );
  const moved = status.groups[0]?.tables.filter(({ write_source }) => write_source === 'supabase').length ?? 0;
  step('status', `${moved} of ${status.groups[0]?.tables.length} tables have supabase as the source of truth`);

  const held = await holdPipeline(stack.dbUrl, sql, bank.group);
  const waiting = await waitFor('enough changed rows', 180, async () => {
    const rows = await changedRows(sql, bank.group);
    progress('changes', `${count(rows)} changed rows wait for the way back`);
    return rows >= ROWS_TO_REPLAY ? rows : undefined;
  });
  step(
    'changes',
    `${count(waiting)} changed rows wait to go to legacy, the pipeline being held back by another session`,
  );
  const [back] = await Promise.all([rollback(operator, bank), held.release()]);
  step(
    'rollback',
    `completed in ${seconds(back.tookMs)} with all of them replayed; writers were held for ${milliseconds(back.serverPauseMs)}, says the run`,
  );
  step('guard', `a write straight to supabase: ${await refusedWrite(supabase)}`);

  // Clients go on a little, so that writes on legacy after the way back are part of the proof.
  const until = performance.now() + 5000;
  await waitFor('writes after the rollback', 10, () => (performance.now() > until ? true : undefined));
  const totals = await load.stop();
  await probe?.stop();
  await drained(sql, bank.group);
  if (broken) await sabotage(broken, 'at the end', stack, bank);
  const end = await reconcile(operator, sql, bank.group);
  step('reconcile', `in full, on request: ${count(end.rows)} rows compared, ${end.differing} differ`);
  const [audit] = await sql<
    { ok: boolean; rows: string; problem: string | null }[]
  >`select * from cutover.verify_audit_log()`;
  step('audit', audit?.ok ? `hash chain verified: ${audit.rows} rows` : `hash chain BROKEN: ${audit?.problem}`);

  const { acknowledged } = totals;
  return {
    kind: bank.kind,
    rows: end.rows,
    pauses: { cutover: writePause(acknowledged, flip.flippedAt), rollback: writePause(acknowledged, back.flippedAt) },
    slowestMs: acknowledged.reduce((slowest, { latencyMs }) => Math.max(slowest, latencyMs), 0),
    processed: totals.processed,
    failed: totals.failed + (probe?.failures.length ?? 0),
    failures: [...totals.reasons, ...(probe?.failures ?? [])],
    refused: totals.refused + (probe?.refused ?? 0),
    ...(probe && { probed: { written: probe.acknowledged.length, found: await probeRows(legacy) } }),
    drift: { before, after, end },
    sums: { legacy: await sums(legacy), supabase: await sums(supabase) },
    rollback: { waiting, tookMs: back.tookMs },
    audit: { ok: audit?.ok === true, rows: Number(audit?.rows), problem: audit?.problem ?? null },
  };
}
