import { text } from 'node:stream/consumers';
import { functions, type TableStatus } from '@cutover/shared';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { type Context, command, leaf } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../failure.ts';
import { type Answer, actionCommand, check } from '../from-action.ts';
import { readJson } from '../read-json.ts';
import { good, strong } from '../screen/cell.ts';
import type { Page } from '../screen/screen.ts';
import { showRows } from '../screen/show-result.ts';
import { count, counted } from '../screen/words.ts';
import { followBackfill, showBackfills } from './follow-backfill.ts';

const owner = functions.register;
const { actions } = owner;

const source = (): Command =>
  actionCommand<typeof actions.source>(owner, 'source', {
    as: 'source',
    places: ['name', 'kind'],
    // An argument is there for everybody on the machine to read.
    without: ['password'],
    options: [new Option('--password-stdin', 'read the password from stdin; better: --vault-secret')],
    before: async (_, body, { passwordStdin, tokenStdin, secretKeyStdin }) => {
      if (!passwordStdin) return;
      if (tokenStdin || secretKeyStdin)
        throw new UsageError('stdin can carry one secret.', 'Give the token in CUTOVER_TOKEN.');
      body.password = (await text(process.stdin)).trim();
    },
    show: (page, found) =>
      page.say([good('registered  '), strong(found.source), ` (${found.kind})`]).facts([
        ['captures changes', found.captures_changes ? 'yes' : 'no: it is compared and repaired'],
        ['enforced freeze', found.enforces_freeze ? 'yes' : 'no: it is attested'],
      ]),
  });

function showTable(page: Page, found: Answer<typeof actions.table>): void {
  page.say([good('registered  '), strong(found.table), ` in group ${found.group}`]).facts([
    ['key', found.key.join(', ')],
    ['columns', count(found.columns.length)],
  ]);
}

const table = (): Command =>
  actionCommand<typeof actions.table>(owner, 'table', { as: 'table', places: ['name', 'source'], show: showTable });

const file = z.strictObject({
  sources: z.array(z.record(z.string(), z.unknown())).default([]),
  tables: z.array(z.record(z.string(), z.unknown())).default([]),
});

/** In the order in which one needs the other; all are checked before the first is sent. */
async function fromFile({ client, screen, signal }: Context, path: string): Promise<undefined> {
  const parsed = file.safeParse(await readJson(path));
  if (!parsed.success)
    throw new UsageError(
      `${path}: ${z.prettifyError(parsed.error)}`,
      'It has the keys sources and tables, each a list.',
    );
  const requests = [
    ...parsed.data.sources.map((body) => ({ action: 'source' as const, ...body })),
    ...parsed.data.tables.map((body) => ({ action: 'table' as const, ...body })),
  ];
  for (const [i, body] of requests.entries()) {
    check(actions[body.action], body, (key) => `${path}, ${body.action} ${i + 1}, ${key}`);
  }
  const results: unknown[] = [];
  for (const body of requests) {
    results.push(await client.call(owner.name, body, { signal }));
    screen.note((page) =>
      page.say([good('registered  '), `${body.action} `, strong(String((body as { name?: unknown }).name))]),
    );
  }
  screen.answer({ registered: results }, (page) => page.say([counted(results.length, 'registration')]));
  return undefined;
}

const from = (): Command =>
  leaf(
    command('from', 'Registers the sources and tables of a JSON file').argument(
      '<file>',
      'a JSON file: {"sources": […], "tables": […]}',
    ),
    (context, [path]) => fromFile(context, String(path)),
  );

type Begun = Answer<typeof actions.start_backfill> & { backfills?: TableStatus[] };

const backfill = (): Command =>
  actionCommand<typeof actions.start_backfill>(owner, 'start_backfill', {
    as: 'backfill',
    places: ['group'],
    options: [new Option('-f, --follow', 'show how far it is, until its end')],
    send: async (context, body, { follow }) => {
      const begun = (await context.client.call(owner.name, body, { signal: context.signal })) as Begun;
      return follow ? { ...begun, backfills: await followBackfill(context, body.group) } : begun;
    },
    show: (page, result) => {
      const { group, tables, backfills } = result as Begun;
      if (backfills) return showBackfills(page, backfills);
      page.say([good('begun  '), strong(group), `: ${counted(tables.length, 'table')}`]);
    },
    exitCode: (result) => {
      const { backfills } = result as Begun;
      return backfills?.some((one) => one.backfill?.status !== 'completed') ? exitCodes.goesOn : exitCodes.done;
    },
  });

const list = (): Command =>
  actionCommand<typeof actions.list>(owner, 'list', {
    as: 'list',
    places: ['group'],
    show: (page, found) => {
      const parts = [
        ['sources', found.sources, ['source', 'kind', 'host', 'agent_version']],
        ['tables', found.tables, ['table', 'group', 'source', 'legacy', 'supabase', 'state']],
        ['golden queries', found.golden_queries, ['name', 'group', 'version', 'verdict']],
        ['invariants', found.invariants, ['name', 'group', 'sql', 'checked_at']],
      ] as const;
      for (const [title, rows, keys] of parts) {
        if (rows.length === 0) continue;
        page.gap().say([strong(title)]);
        showRows(page, rows, keys);
      }
      if (parts.every(([, rows]) => rows.length === 0)) page.say(['Nothing is registered yet.']);
    },
  });

export const register = (): Command =>
  command('register', 'Legacy sources, tables, what has to hold between them, and the copying of their rows')
    .addCommand(source())
    .addCommand(table())
    .addCommand(from())
    .addCommand(backfill())
    .addCommand(list())
    .addCommand(actionCommand(owner, 'unregister', { as: 'unregister', places: ['table'] }))
    .addCommand(actionCommand(owner, 'install_agent', { as: 'agent', places: ['source'] }))
    .addCommand(actionCommand(owner, 'golden_query', { as: 'golden-query', places: ['name', 'group'] }))
    .addCommand(actionCommand(owner, 'check_golden_queries', { as: 'check-golden-queries', places: ['group'] }))
    .addCommand(actionCommand(owner, 'end_golden_query', { as: 'end-golden-query', places: ['name'] }))
    .addCommand(actionCommand(owner, 'invariant', { as: 'invariant', places: ['name', 'group'] }))
    .addCommand(actionCommand(owner, 'end_invariant', { as: 'end-invariant', places: ['name'] }));
