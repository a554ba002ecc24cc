// One kind of legacy source, there and back, while clients write.
import type { Stack } from '../stack/index.ts';
import { backfill } from './backfill.ts';
import { changedRows, drained, holdPipeline, ROWS_TO_REPLAY } from './backlog.ts';
import { type Bank, fill, type Kind, type Sums, sums } from './bank.ts';
import { Load, loadDescription } from './load.ts';
import { Operator } from './operator.ts';
import { writePause } from './pause.ts';
import type { Acknowledged } from './pgbench.ts';
import { Probe, probeRows } from './probe.ts';
import { count, milliseconds, plural, progress, say, seconds, step } from './progress.ts';
import { type Drift, databaseTime, drift, reconcile, waitForJobs } from './reconcile.ts';
import { registerSource, registerTables } from './register.ts';
import { type Sabotage, sabotage } from './sabotage.ts';
import { execute, prepare, refusedWrite, rehearse, rollback, type Switch, vouch } from './switch.ts';
import { waitFor } from './wait.ts';

const SCALE = 2;

type Pauses = { cutover: number; rollback: number };

export type Findings = {
  kind: Kind;
  /** Milliseconds, of the clients that write through the routed view, and of those that write straight to the tables. */
  pauses: { routed: Pauses; straight?: Pauses };
  slowestMs: number;
  processed: number;
  failed: number;
  failures: string[];
  refused: number;
  probed?: { written: number; legacy: number; supabase: number };
  drift: { before: Drift; after: Drift; end: Drift };
  sums: { legacy: Sums; supabase: Sums };
  rollback: { waiting: number; tookMs: number };
  audit: { ok: boolean; rows: number; problem: string | null };
};

const titles: Record<Kind, string> = {
  local: 'local: legacy is a schema of the Supabase database',
  postgres: 'postgres: legacy is a server of its own',
};

type Journey = {
  stack: Stack;
  bank: Bank;
  operator: Operator;
  load: Load;
  /** Where pgbench writes straight to the tables, one client more that writes through the routed view. */
  probe?: Probe;
  broken?: Sabotage;
};

/** Legacy is filled and in use, and everything is registered. */
async function begin(stack: Stack, bank: Bank, logs: string, broken?: Sabotage): Promise<Journey> {
  const operator = new Operator(stack, bank.sides.supabase.sql);
  progress('fill', 'pgbench -i');
  await fill(stack, bank, SCALE);
  const { rows } = await sums(bank.sides.legacy);
  step('fill', `pgbench -i --foreign-keys -s ${SCALE}: ${plural(rows, 'row')}, and no key on pgbench_history`);

  const { application } = bank;
  if (bank.kind === 'local') {
    await registerSource(stack, bank, operator);
    await registerTables(bank, operator);
    step('load', `${loadDescription}, through the routed views`);
    return { stack, bank, operator, load: new Load([application.routed], logs), ...(broken && { broken }) };
  }
  const load = new Load([application.legacy, application.supabase], logs);
  step('load', `${loadDescription}, straight to legacy`);
  await registerSource(stack, bank, operator);
  await registerTables(bank, operator);
  step('load', 'one client more inserts accounts through the routed view');
  return { stack, bank, operator, load, probe: new Probe(bank), ...(broken && { broken }) };
}

/** From the first copy to the flip, and the first comparison after it. */
async function goOver({
  stack,
  bank,
  operator,
  broken,
}: Journey): Promise<{ flip: Switch; before: Drift; after: Drift }> {
  const { group } = bank;
  const { sql } = bank.sides.supabase;
  await operator.command('start_backfill', { group });
  await backfill(sql, group);
  await vouch(operator, group);
  await prepare(operator, sql, group);
  const before = await drift(sql, group);
  await operator.post('freeze-window', { action: 'emergency', group, reason: 'the demo goes live' });
  step('window', 'emergency freeze window active');
  await rehearse(operator, group);

  if (broken) await sabotage(broken, 'before the flip', stack, bank);
  const asked = await databaseTime(sql);
  const flip = await execute(operator, bank);
  step(
    'cutover',
    `completed in ${seconds(flip.tookMs)}; the run says that it held writers for ${milliseconds(flip.serverPauseMs)}`,
  );
  step('guard', `a write straight to legacy: ${await refusedWrite(bank.sides.legacy)}`);
  const { rows } = await waitForJobs(sql, group, asked, 'schedule', 'incremental');
  step('reconcile', `by pg_cron, on schedule: incremental, ${plural(rows, 'row')} looked at again`);
  const after = await reconcile(operator, sql, group);
  step(
    'reconcile',
    `by pg_cron, on request: in full, ${plural(after.rows, 'row')} compared, ${after.differing} differ`,
  );
  step('status', await whereItStands(operator, group));
  return { flip, before, after };
}

async function whereItStands(operator: Operator, group: string): Promise<string> {
  type Status = { groups: { tables: { state: string; write_source: string }[] }[] };
  const status = await operator.post<Status>('cutover-status', { group });
  const tables = status.groups[0]?.tables ?? [];
  const describe = [
    ...new Set(tables.map(({ state, write_source }) => `state ${state}, write source ${write_source}`)),
  ];
  return `${plural(tables.length, 'table')}: ${describe.join('; ')}`;
}

/** Back to legacy, with everything that was written meanwhile. */
async function goBack({ stack, bank, operator }: Journey): Promise<{ waiting: number; back: Switch }> {
  const { sql } = bank.sides.supabase;
  const held = await holdPipeline(stack.dbUrl, sql, bank.group);
  const waiting = await waitFor(`${ROWS_TO_REPLAY} changed rows`, 180, async () => {
    const rows = await changedRows(sql, bank.group);
    progress('changes', `${count(rows)} changed rows wait for the way back`);
    return rows >= ROWS_TO_REPLAY ? rows : undefined;
  });
  step('changes', `${count(waiting)} changed rows wait to go to legacy: another session has held the pipeline back`);
  const [back] = await Promise.all([rollback(operator, bank), held.release()]);
  step(
    'rollback',
    `completed in ${seconds(back.tookMs)}, all of them replayed; the run says that it held writers for ${milliseconds(back.serverPauseMs)}`,
  );
  step('guard', `a write straight to supabase: ${await refusedWrite(bank.sides.supabase)}`);
  step('status', await whereItStands(operator, bank.group));
  return { waiting, back };
}

/** One kind of legacy source. Ends with everybody at rest and both sides compared to the row. */
export async function journey(stack: Stack, bank: Bank, logs: string, broken?: Sabotage): Promise<Findings> {
  say(`\n${titles[bank.kind]}`);
  const { legacy, supabase } = bank.sides;
  const { sql } = supabase;
  const started = await begin(stack, bank, logs, broken);
  const { flip, before, after } = await goOver(started);
  const { waiting, back } = await goBack(started);

  // Clients go on a little, so that what is written after the way back is part of the proof.
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const totals = await started.load.stop();
  const { probe } = started;
  await probe?.stop();
  await drained(sql, bank.group);
  if (broken) await sabotage(broken, 'at the end', stack, bank);
  const end = await reconcile(started.operator, sql, bank.group);
  step('reconcile', `by pg_cron, on request: in full, ${plural(end.rows, 'row')} compared, ${end.differing} differ`);
  const [audit] = await sql<
    { ok: boolean; rows: string; problem: string | null }[]
  >`select * from cutover.verify_audit_log()`;
  step('audit', audit?.ok ? `hash chain verified: ${audit.rows} rows` : `the hash chain is broken: ${audit?.problem}`);

  const pauses = (acknowledged: Acknowledged[]): Pauses => ({
    cutover: writePause(acknowledged, flip.flippedAt),
    rollback: writePause(acknowledged, back.flippedAt),
  });
  return {
    kind: bank.kind,
    pauses: probe
      ? { routed: pauses(probe.acknowledged), straight: pauses(totals.acknowledged) }
      : { routed: pauses(totals.acknowledged) },
    slowestMs: totals.acknowledged.reduce((slowest, { latencyMs }) => Math.max(slowest, latencyMs), 0),
    processed: totals.processed,
    failed: totals.failed + (probe?.failures.length ?? 0),
    failures: [...totals.reasons, ...(probe?.failures ?? [])],
    refused: totals.refused + (probe?.refused ?? 0),
    ...(probe && {
      probed: {
        written: probe.acknowledged.length,
        legacy: await probeRows(legacy),
        supabase: await probeRows(supabase),
      },
    }),
    drift: { before, after, end },
    sums: { legacy: await sums(legacy), supabase: await sums(supabase) },
    rollback: { waiting, tookMs: back.tookMs },
    audit: { ok: audit?.ok === true, rows: Number(audit?.rows), problem: audit?.problem ?? null },
  };
}
