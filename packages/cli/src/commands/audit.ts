import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { functions } from '@cutover/shared';
import { type Command, Option } from 'commander';
import { type Context, command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Answer, actionCommand, type Body, type Options } from '../from-action.ts';
import { readJson } from '../read-json.ts';
import { bad, faint, good } from '../screen/cell.ts';
import type { Page } from '../screen/screen.ts';
import { word } from '../screen/state-words.ts';
import { count, time } from '../screen/words.ts';

const owner = functions.audit;
const { actions } = owner;
type Export = Answer<typeof actions.export>;

const search = (): Command =>
  actionCommand<typeof actions.search>(owner, 'search', {
    as: 'search',
    named: { on_behalf_of: 'for' },
    show: (page, { events, next }) => {
      if (events.length === 0) return void page.say(['There is no such event.']);
      page.table(
        [
          { title: 'seq' },
          { title: 'when' },
          { title: 'who' },
          { title: 'what' },
          { title: 'target' },
          { title: 'outcome' },
        ],
        events.map((event) => [
          event.seq,
          time(event.recorded_at),
          event.on_behalf_of ? `${event.on_behalf_of} (by ${event.actor})` : (event.actor_label ?? event.actor),
          event.action,
          event.target,
          word(event.outcome),
        ]),
      );
      if (next !== null) page.gap().say([faint(`There are older ones: --before ${next}`)]);
    },
  });

function showVerdict(page: Page, found: Answer<typeof actions.verify_export>): void {
  page.say([
    found.ok ? good('unbroken  ') : bad('broken  '),
    `${count(found.rows)} rows`,
    ...(found.ok ? [] : [`, first at ${found.first_broken_seq}: ${found.problem}`]),
  ]);
}

const verdictCode = ({ ok }: { ok: boolean }): 0 | 5 => (ok ? exitCodes.done : exitCodes.no);

const verify = (): Command =>
  actionCommand<typeof actions.verify>(owner, 'verify', {
    as: 'verify',
    without: ['anchors'],
    show: (page, found) => {
      showVerdict(page, found);
      page.facts([['head', `${found.head_seq} ${found.head_hash}`]]);
    },
    exitCode: verdictCode,
  });

/** Every page into a file of its own: each can be verified alone. */
async function save({ client, signal }: Context, body: Body, path: string): Promise<Export & { files: string[] }> {
  const files: string[] = [];
  const suffix = extname(path);
  for (let after: number | undefined; ; ) {
    const page = (await client.call(
      owner.name,
      { ...body, ...(after !== undefined && { after }) },
      { signal },
    )) as Export;
    const file =
      files.length === 0 ? path : `${path.slice(0, path.length - suffix.length)}-${files.length + 1}${suffix}`;
    await writeFile(file, page.csv ?? `${JSON.stringify(page)}\n`, { mode: 0o600 });
    files.push(file);
    if (page.next == null) return { ...page, events: null, csv: null, files };
    after = page.next;
  }
}

const exportCommand = (): Command =>
  actionCommand<typeof actions.export>(owner, 'export', {
    as: 'export',
    places: ['kind'],
    options: [
      new Option('-o, --output <file>', 'all pages into files, the first of this name; default: one page to stdout'),
    ],
    send: async (context, body, { output }: Options) =>
      output === undefined
        ? ((await context.client.call(owner.name, body, { signal: context.signal })) as Export)
        : await save(context, body, String(output)),
    show: (page, result) => {
      const { files } = result as { files?: string[] };
      for (const file of files ?? []) page.say([good('written  '), file]);
      if (files === undefined) {
        const lines = result.csv === null ? [JSON.stringify(result)] : result.csv.split(/\r?\n/);
        for (const line of lines) page.verbatim(line);
      }
    },
  });

const verifyExport = (): Command =>
  actionCommand<typeof actions.verify_export>(owner, 'verify_export', {
    as: 'verify-export',
    places: ['export'],
    named: { export: 'file' },
    without: ['anchors'],
    texts: ['export'],
    before: async (_, body) => {
      const file = String(body.export);
      body.export = await readJson(file);
    },
    show: showVerdict,
    exitCode: verdictCode,
  });

export const audit = (): Command =>
  command('audit', 'The audit log: search, verify, export')
    .addCommand(search())
    .addCommand(verify())
    .addCommand(exportCommand())
    .addCommand(verifyExport());
