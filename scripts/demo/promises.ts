// What was measured, side by side, and which promises were kept.
import { ROWS_TO_REPLAY } from './backlog.ts';
import type { Sums } from './bank.ts';
import type { Findings } from './journey.ts';
import { count, milliseconds, say, seconds } from './progress.ts';

const PAUSE_LIMIT_MS = 1000;
const ROLLBACK_LIMIT_MS = 30_000;

const sumsAgree = ({ accounts, tellers, branches, deltas }: Sums): boolean =>
  accounts === tellers && tellers === branches && branches === deltas;

const sameSums = (one: Sums, other: Sums): boolean =>
  (Object.keys(one) as (keyof Sums)[]).every((name) => one[name] === other[name]);

/** One number where they agree, as they must; else the four of them. */
const sumsText = (sums: Sums): string => {
  const { accounts, tellers, branches, deltas } = sums;
  return sumsAgree(sums) ? count(accounts) : [accounts, tellers, branches, deltas].map(count).join(' / ');
};

type Row = { label: string; show: (found: Findings) => string };

const measured: Row[] = [
  { label: 'rows compared at the end', show: ({ drift }) => count(drift.end.rows) },
  { label: 'transactions acknowledged by pgbench', show: ({ processed }) => count(processed) },
  { label: 'failed transactions', show: ({ failed }) => count(failed) },
  { label: 'refused with CT701, moved over or tried again', show: ({ refused }) => count(refused) },
  ...(['cutover', 'rollback'] as const).flatMap((name): Row[] => [
    {
      label: `write pause of the ${name}, through the routed view (1)`,
      show: ({ pauses }) => milliseconds(pauses.routed[name]),
    },
    {
      label: `write pause of the ${name}, straight to the tables (1)`,
      show: ({ pauses }) => (pauses.straight ? milliseconds(pauses.straight[name]) : '-'),
    },
  ]),
  { label: 'slowest transaction', show: ({ slowestMs }) => milliseconds(slowestMs) },
  {
    label: 'rows that differ: before the flip, after it, at the end',
    show: ({ drift: { before, after, end } }) =>
      [before, after, end].map(({ differing }) => count(differing)).join(', '),
  },
  { label: 'changed rows waiting to go back', show: ({ rollback }) => count(rollback.waiting) },
  { label: 'rollback, from request to completed', show: ({ rollback }) => seconds(rollback.tookMs) },
  { label: 'sum of accounts = tellers = branches = deltas, legacy (2)', show: ({ sums }) => sumsText(sums.legacy) },
  { label: 'sum of accounts = tellers = branches = deltas, supabase (2)', show: ({ sums }) => sumsText(sums.supabase) },
  { label: 'audit rows verified', show: ({ audit }) => count(audit.rows) },
];

type Pledge = { text: string; kept: (found: Findings) => boolean };

const promises: Pledge[] = [
  {
    text: `writes paused for less than ${seconds(PAUSE_LIMIT_MS)}, there and back`,
    kept: ({ pauses: { routed, straight } }) =>
      [routed, straight ?? routed].every(({ cutover, rollback }) => Math.max(cutover, rollback) < PAUSE_LIMIT_MS),
  },
  { text: 'no transaction failed', kept: ({ failed }) => failed === 0 },
  {
    text: 'every acknowledged write is there, on both sides',
    kept: ({ processed, sums, probed }) =>
      sums.legacy.history === processed &&
      sums.supabase.history === processed &&
      (!probed || (probed.legacy === probed.written && probed.supabase === probed.written)),
  },
  {
    text: 'the sides never differed, every row compared',
    kept: ({ drift, sums }) =>
      drift.end.rows === sums.legacy.rows &&
      [drift.before, drift.after, drift.end].every(({ differing }) => differing === 0),
  },
  {
    text: 'TPC-B sums agree, on both sides',
    kept: ({ sums }) => sumsAgree(sums.legacy) && sumsAgree(sums.supabase) && sameSums(sums.legacy, sums.supabase),
  },
  {
    text: `back in seconds, with ${count(ROWS_TO_REPLAY)} changed rows or more to replay`,
    kept: ({ rollback }) => rollback.waiting >= ROWS_TO_REPLAY && rollback.tookMs < ROLLBACK_LIMIT_MS,
  },
  { text: 'the audit chain is whole', kept: ({ audit }) => audit.ok },
];

/** Prints both tables. True when every promise was kept. */
export function report(all: Findings[]): boolean {
  const width = 62;
  const line = (label: string, cells: string[]): void =>
    say(`  ${label.padEnd(width)}${cells.map((cell) => cell.padStart(17)).join('')}`);
  say('\nMeasured');
  line(
    '',
    all.map(({ kind }) => kind),
  );
  for (const { label, show } of measured) line(label, all.map(show));
  say('  (1) as the clients saw it: from the last write acknowledged before the flip to the first one after it');
  say('  (2) every transaction of pgbench adds one amount to an account, a teller and a branch and to the history');
  say('\nPromises');
  line(
    '',
    all.map(({ kind }) => kind),
  );
  for (const { text, kept } of promises)
    line(
      text,
      all.map((found) => (kept(found) ? 'kept' : 'BROKEN')),
    );
  for (const { kind, failures } of all) {
    for (const failure of failures.slice(0, 3)) say(`  ${kind}: failed: ${failure}`);
  }
  const whole = all.every((found) => promises.every(({ kept }) => kept(found)));
  say(whole ? '\nEvery promise was kept.' : '\nA promise was BROKEN.');
  return whole;
}
