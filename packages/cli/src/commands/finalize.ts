import { functions } from '@cutover/shared';
import { type Command, Option } from 'commander';
import { type Context, yes } from '../command.ts';
import { confirm } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Answer, actionCommand, type Body } from '../from-action.ts';
import { bad, good, strong } from '../screen/cell.ts';
import type { Page } from '../screen/screen.ts';
import { showRows } from '../screen/show-result.ts';

const owner = functions['cutover-finalize'];
const { actions } = owner;
type Finalized = Answer<typeof actions.finalize>;
type Listed = Extract<Finalized, { would_pass: boolean }>;

function showListed(page: Page, { group, would_pass: passes, obstacles, executed_by: by, removes }: Listed): void {
  page.say([passes ? good('would pass  ') : bad('would not pass  '), strong(group)]);
  page.facts([
    ['in the way', obstacles],
    ['executed by', by],
  ]);
  page.gap().say([strong('what ends')]);
  showRows(page, removes);
}

async function preview({ client, screen, signal }: Context, { group }: Body): Promise<void> {
  const listed = (await client.call(owner.name, { group, dry_run: true }, { signal })) as Listed;
  screen.note((page) => showListed(page, listed));
}

export const finalize = (): Command =>
  actionCommand<typeof actions.finalize>(owner, 'finalize', {
    as: 'finalize',
    summary: 'Ends the way back of a completed group, for good',
    places: ['group'],
    without: ['confirm', 'dry_run'],
    options: [new Option('--dry-run', 'list what ends and what is in the way'), yes()],
    before: async (context, body, { dryRun }) => {
      if (dryRun) {
        body.dry_run = true;
        return;
      }
      body.confirm = await confirm(context, 'end the way back, for good, of', String(body.group), () =>
        preview(context, body),
      );
    },
    show: (page, result) => {
      if ('would_pass' in result) return showListed(page, result as Listed);
      page.say([good('final  '), strong(result.group), ': there is no way back any more.']);
    },
    exitCode: (result) => ('would_pass' in result && !result.would_pass ? exitCodes.no : exitCodes.done),
  });
