import { functions, type GroupStatus as Group, type StatusResult, type TableStatus as Table } from '@cutover/shared';
import { type Command, Option } from 'commander';
import type { Context } from '../command.ts';
import { UsageError } from '../failure.ts';
import { followUntil } from '../follow-until.ts';
import { actionCommand, type Body } from '../from-action.ts';
import { bad, type Cell, doubtful, faint, good, strong } from '../screen/cell.ts';
import type { Page } from '../screen/screen.ts';
import { word } from '../screen/state-words.ts';
import { bar, count, counted, distance, duration, percent, time, timeAndDistance } from '../screen/words.ts';
import { showSteps } from './run.ts';

const owner = functions['cutover-status'];

/** Of a running backfill: how far, how fast, until when. */
function backfillLine({ backfill }: Table, width = 20): string | undefined {
  if (!backfill || backfill.status === 'completed') return undefined;
  const { rows, rows_estimated: all, rows_per_second: rate, eta_seconds: eta, status } = backfill;
  const share = all ? Math.min(rows / all, 1) : undefined;
  return [
    'backfill',
    ...(share === undefined ? [] : [...(width > 0 ? [bar(share, width)] : []), `${Math.floor(share * 100)} %`]),
    `${count(rows)}${all ? ` of about ${count(all)}` : ''} rows`,
    ...(status === 'running' ? [] : [status]),
    ...(rate ? [`${count(Math.round(rate))}/s`] : []),
    ...(eta ? [`about ${duration(eta * 1000)} left`] : []),
  ].join(' ');
}

type Loose = Record<string, unknown>;
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((found, key) => (found as Loose | null | undefined)?.[key], value);
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** What needs somebody's eye, shortest first. */
function notes(table: Table): string {
  const missing = at(table, 'completion', 'missing');
  const gates = at(table, 'gates', 'not_passed');
  return [
    backfillLine(table, 0),
    table.capture_stopped_at ? 'capture stopped: not kept level' : undefined,
    number(table.refused_rows) > 0 ? `${counted(number(table.refused_rows), 'row')} refused` : undefined,
    number(table.queued_writes) > 0 ? `${counted(number(table.queued_writes), 'write')} queued` : undefined,
    number(table.queue_conflicts) > 0
      ? `${counted(number(table.queue_conflicts), 'queued write')} in conflict`
      : undefined,
    at(table, 'read_ramp') ? `ramp at ${percent(at(table, 'read_ramp', 'percentage'))}` : undefined,
    table.state === 'pending' && Array.isArray(gates) && gates.length > 0
      ? `${counted(gates.length, 'rule')} not passed`
      : undefined,
    Array.isArray(missing) && missing.length > 0
      ? `completing: ${counted(missing.length, 'criterion', 'criteria')} open`
      : undefined,
    table.finalized_at ? 'final' : undefined,
  ]
    .filter((note) => note !== undefined)
    .join('; ');
}

function drift(table: Table): Cell {
  const verdict = at(table, 'consistency', 'verdict');
  if (verdict === 'unknown' || verdict === undefined) return faint('unknown');
  const share = percent(at(table, 'drift', 'drift_percent') ?? 0);
  return verdict === 'consistent' ? good(share) : bad(share);
}

function backlog({ backlog: waiting }: Table): Cell {
  if (!waiting) return '';
  const text = count(waiting.entries);
  return waiting.level === 'normal' ? text : waiting.level === 'critical' ? bad(text) : doubtful(text);
}

function showWindow(page: Page, { freeze_window: window }: Group): void {
  if (!window) return;
  const until =
    window.status === 'active'
      ? `until ${timeAndDistance(window.ends_at)}`
      : `from ${timeAndDistance(window.starts_at)}`;
  page.say(['freeze window ', word(window.status), ` ${until}`], 2);
}

function showRun(page: Page, { run }: Group): void {
  if (!run) return;
  const where = run.finished ? ` ${distance(run.finished_at)}` : `, step ${run.step ?? ''}`;
  page.say(['last ', run.kind, ' ', word(run.status), where, faint(`  run ${run.run_id}`)], 2);
}

function showGroup(page: Page, group: Group): void {
  page
    .gap()
    .say([
      strong(group.group),
      faint(`  from ${group.source} (${group.source_kind})`),
      ...(group.flag_enabled ? [] : [faint(', feature flag off')]),
    ]);
  const health = group.source_health as Loose | null;
  if (health)
    page.say(
      [bad('legacy does not answer: '), String(health.last_error), ', tried again ', distance(health.retry_at)],
      2,
    );
  showWindow(page, group);
  showRun(page, group);
  page.table(
    [
      { title: 'table' },
      { title: 'state' },
      { title: 'reads' },
      { title: 'writes' },
      { title: 'drift' },
      { title: 'waiting' },
      { title: '' },
    ],
    group.tables.map((table) => [
      table.table,
      word(table.state),
      word(table.read_source),
      word(table.write_source),
      drift(table),
      backlog(table),
      notes(table),
    ]),
  );
}

function showTable(page: Page, group: Group, table: Table): void {
  const consistency = table.consistency as Loose | null;
  page
    .gap()
    .say([strong(table.table), faint(`  of group ${group.group}, from ${group.source} (${group.source_kind})`)]);
  showWindow(page, group);
  page.facts([
    ['state', word(table.state)],
    ['reads', word(table.read_source)],
    ['writes', word(table.write_source)],
    ['legacy', table.legacy],
    ['supabase', table.supabase],
    ['routed view', table.routed_view],
    [
      'backfill',
      backfillLine(table) ?? `${count(table.backfill?.rows ?? 0)} rows, ${table.backfill?.status ?? 'not started'}`,
    ],
    [
      'waiting changes',
      table.backlog
        ? `${count(table.backlog.entries)}, the oldest ${duration(table.backlog.oldest_seconds * 1000)}`
        : '',
    ],
    ['consistency', word(consistency?.verdict as string)],
    ['', (consistency?.unknown_because as string) ?? ''],
    ['looked at', timeAndDistance(consistency?.looked_at)],
    ['every row since', timeAndDistance(consistency?.every_row_since)],
    ['missing', count(consistency?.missing)],
    ['extra', count(consistency?.extra)],
    ['mismatched', count(consistency?.mismatched)],
    ['refused rows', number(table.refused_rows) > 0 ? bad(count(table.refused_rows)) : ''],
    ['rules not passed', ((at(table, 'gates', 'not_passed') as string[]) ?? []).join(', ')],
    ['completes when', ((at(table, 'completion', 'missing') as string[] | null) ?? []).join(', ')],
    ['cutover', timeAndDistance(table.cutover_at)],
    ['rolled back', timeAndDistance(table.rolled_back_at)],
    ['completed', timeAndDistance(table.completed_at)],
    ['final since', timeAndDistance(table.finalized_at)],
  ]);
}

export function showStatus(page: Page, status: StatusResult, { table }: Body): void {
  const { tables_total: all, tables_on_supabase: there } = status;
  const [only] = status.groups;
  if (table !== undefined && only?.tables[0]) {
    showTable(page, only, only.tables[0]);
    return;
  }
  page.say([
    `${bar(all > 0 ? there / all : 0, 20)} ${there} of ${counted(all, 'table')} on Supabase`,
    faint(`  ${status.environment}, version ${status.version}`),
  ]);
  if (all === 0) page.say(['Nothing is registered yet: cutover register --help says how.']);
  for (const group of status.groups) showGroup(page, group);
  // Of one group that was asked for, also what its last run did.
  if (status.groups.length === 1 && only?.run) showSteps(page.gap(), only.run.steps);
}

/** A name is that of a group or, where the answer is about another group, of a table; the body says afterwards which. */
async function ask({ client, signal }: Context, body: Body): Promise<StatusResult> {
  const get = async (): Promise<StatusResult> => (await client.call(owner.name, body, { signal })) as StatusResult;
  const status = await get();
  const name = body.group;
  // A table's name stands for its group, wherever a group is asked for.
  if (name === undefined || status.groups[0]?.group === name) return status;
  body.table = name;
  delete body.group;
  return await get();
}

const everyMs = 2000;

async function watch(context: Context, body: Body): Promise<StatusResult> {
  if (!context.screen.err.isTTY) {
    throw new UsageError('--watch needs a terminal.', 'Leave it out, and ask as often as you like.');
  }
  return await followUntil(context, {
    ask: () => ask(context, body),
    isOver: () => false,
    draw: (page, seen) => {
      showStatus(page, seen, body);
      const now = time(new Date().toISOString());
      page.gap().say([faint(`${now}, every ${everyMs / 1000} s; Ctrl-C ends it`)]);
    },
    everyMs,
    // Somebody looks on through a night.
    patienceMs: Number.POSITIVE_INFINITY,
  });
}

export const status = (): Command =>
  actionCommand<typeof owner.actions.status>(owner, 'status', {
    as: 'status',
    summary: 'Where everything stands, or a group, or a table',
    places: ['group'],
    without: ['table'],
    named: { group: 'name' },
    options: [new Option('-w, --watch', 'again and again, until Ctrl-C').conflicts('json')],
    send: (context, body, options) => (options.watch ? watch(context, body) : ask(context, body)),
    show: showStatus,
  });
