import { functions, type JobProgress } from '@cutover/shared';
import { type Command, Option } from 'commander';
import { type Context, command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Answer, actionCommand, type Body, type Options } from '../from-action.ts';
import { bad, type Cell, good, strong } from '../screen/cell.ts';
import type { Page } from '../screen/screen.ts';
import { showRows } from '../screen/show-result.ts';
import { word } from '../screen/state-words.ts';
import { count, percent, timeAndDistance } from '../screen/words.ts';
import { followJobs, hasEnded } from './follow-jobs.ts';

const owner = functions.reconciliation;
const { actions } = owner;
type Jobs = Answer<typeof actions.status>;
type Consistency = Answer<typeof actions.validate>;

const differing = (job: JobProgress): number => job.missing + job.extra + job.mismatched;

function showJobs(page: Page, { jobs }: { jobs: readonly JobProgress[] }): void {
  if (jobs.length === 0) return void page.say(['There is no such job.']);
  page.table(
    [
      { title: 'job', whole: true },
      { title: 'table' },
      { title: 'kind' },
      { title: 'status' },
      { title: 'done' },
      { title: 'differ' },
    ],
    jobs.map((job): Cell[] => [
      job.job,
      job.table,
      job.kind,
      word(job.status),
      hasEnded(job) ? timeAndDistance(job.finished_at) : percent(job.percent ?? 0),
      differing(job) > 0 ? bad(count(differing(job))) : hasEnded(job) ? good('0') : '',
    ]),
  );
  for (const { table, reason, status } of jobs) {
    if (reason && status !== 'completed') page.say([table, ': ', reason], 2);
  }
}

async function start(context: Context, body: Body, options: Options): Promise<Answer<typeof actions.start> | Jobs> {
  const { client, signal } = context;
  const begun = (await client.call(owner.name, body, { signal })) as Answer<typeof actions.start>;
  return options.follow
    ? await followJobs(
        context,
        begun.jobs.map(({ job }) => job),
      )
    : begun;
}

const judged = (jobs: readonly JobProgress[]): 0 | 4 | 5 =>
  !jobs.every(hasEnded)
    ? exitCodes.goesOn
    : jobs.some((job) => job.status !== 'completed' || differing(job) > 0)
      ? exitCodes.no
      : exitCodes.done;

const isProgress = (job: object): job is JobProgress => 'status' in job;

const startCommand = (): Command =>
  actionCommand<typeof actions.start>(owner, 'start', {
    as: 'start',
    summary: 'Compares every row of a table, or of each table of a group',
    places: ['table'],
    options: [new Option('-f, --follow', 'show how far it is, until its end')],
    send: (context, body, options) => start(context, body, options) as Promise<Answer<typeof actions.start>>,
    show: (page, { jobs }) => {
      if (jobs.every(isProgress)) return showJobs(page, { jobs });
      page.table(
        [{ title: 'job', whole: true }, { title: 'table' }, { title: 'kind' }],
        jobs.map(({ job, table, kind }) => [job, table, kind]),
      );
    },
    exitCode: ({ jobs }) => (jobs.every(isProgress) ? judged(jobs) : exitCodes.done),
  });

const statusCommand = (): Command =>
  actionCommand<typeof actions.status>(owner, 'status', {
    as: 'status',
    places: ['job'],
    without: ['jobs'],
    options: [new Option('-f, --follow', 'show how far it is, until its end')],
    send: async (context, body, options) =>
      options.follow
        ? await followJobs(context, [String(body.job)])
        : ((await context.client.call(owner.name, body, { signal: context.signal })) as Jobs),
    show: showJobs,
    exitCode: ({ jobs }) => judged(jobs),
  });

function showConsistency(page: Page, found: Consistency): void {
  page.say([
    word(found.verdict),
    '  ',
    strong(found.table),
    ...(found.unknown_because ? [': ', found.unknown_because] : []),
  ]);
  page.facts([
    ['truth', word(found.truth)],
    ['missing', count(found.missing)],
    ['extra', count(found.extra)],
    ['mismatched', count(found.mismatched)],
    ['drift', percent(found.drift_percent)],
    ['looked at', timeAndDistance(found.looked_at)],
    ['every row since', timeAndDistance(found.every_row_since)],
  ]);
}

const controlled = (as: 'pause' | 'resume' | 'cancel'): Command =>
  actionCommand<typeof actions.pause>(owner, as, {
    as,
    places: ['job'],
    show: (page, { job, table, status }) => page.say([word(status), '  job ', job, ' of ', strong(table)]),
  });

const results = (): Command =>
  actionCommand<typeof actions.results>(owner, 'results', {
    as: 'results',
    places: ['table'],
    show: (page, { summary, drifted_rows: rows, next }) => {
      showRows(page, summary, ['table', 'verdict', 'missing', 'extra', 'mismatched', 'drift_percent', 'looked_at']);
      if (rows.length > 0) {
        page.gap();
        showRows(page, rows, ['table', 'key', 'kind', 'columns', 'confirmed_at']);
      }
      if (next !== null) page.gap().say([`There are more: --after '${next}'`]);
    },
  });

const repair = (): Command =>
  actionCommand<typeof actions.repair>(owner, 'repair', {
    as: 'repair',
    places: ['table'],
    show: (page, { table, truth, marked, kinds }) =>
      page
        .say([strong(table), `: ${count(marked)} rows are carried over again, from `, word(truth)])
        .facts(Object.entries(kinds).map(([kind, rows]): [string, string] => [kind, count(rows)])),
  });

export const reconcile = (): Command =>
  command('reconcile', 'Compares both sides, shows what differs, repairs it')
    .addCommand(startCommand())
    .addCommand(statusCommand())
    .addCommand(actionCommand<typeof actions.list>(owner, 'list', { as: 'list', places: ['table'], show: showJobs }))
    .addCommand(controlled('pause'))
    .addCommand(controlled('resume'))
    .addCommand(controlled('cancel'))
    .addCommand(results())
    .addCommand(
      actionCommand<typeof actions.validate>(owner, 'validate', {
        as: 'validate',
        places: ['table'],
        show: showConsistency,
        exitCode: ({ verdict }) => (verdict === 'consistent' ? exitCodes.done : exitCodes.no),
      }),
    )
    .addCommand(repair())
    .addCommand(actionCommand(owner, 'list_known', { as: 'known', places: ['table'] }))
    .addCommand(actionCommand(owner, 'set_known', { as: 'set-known', places: ['table', 'column'] }))
    .addCommand(actionCommand(owner, 'end_known', { as: 'end-known', places: ['table', 'column'] }));
