import { functions } from '@cutover/shared';
import { CutoverError } from '@cutover/shared/client';
import { type Command, Option } from 'commander';
import type { Context } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { Interrupted } from '../failure.ts';
import { type Answer, actionCommand, type Body } from '../from-action.ts';
import { bad, doubtful, good, strong } from '../screen/cell.ts';
import { showChecklist } from '../screen/show-checklist.ts';
import { followBackfill } from './follow-backfill.ts';
import { activeJobs, followJobs } from './follow-jobs.ts';

const owner = functions['cutover-prepare'];
type Prepared = Answer<typeof owner.actions.prepare>;

const ask = async ({ client, signal }: Context, body: Body): Promise<Prepared> =>
  (await client.call(owner.name, body, { signal })) as Prepared;

/** Again after the backfill, and after the comparison that the first look has begun. */
async function askUntilKnown(context: Context, body: Body): Promise<Prepared> {
  for (;;) {
    let prepared: Prepared;
    try {
      prepared = await ask(context, body);
    } catch (error) {
      if (!(error instanceof CutoverError && error.code === 'CT210')) throw error;
      const tables = await followBackfill(context, body.group);
      if (context.signal.aborted) throw new Interrupted('It is not known yet whether the group is ready.');
      if (!tables.every(({ backfill }) => backfill?.status === 'completed')) throw error;
      continue;
    }
    if (!prepared.reconciling || context.signal.aborted) return prepared;
    const tables = new Set(prepared.gates.map(({ table }) => table));
    await followJobs(context, await activeJobs(context, tables));
  }
}

export const prepare = (): Command =>
  actionCommand<typeof owner.actions.prepare>(owner, 'prepare', {
    as: 'prepare',
    places: ['group'],
    options: [new Option('-w, --wait', 'wait for the backfill and for the comparison, and show how far they are')],
    send: (context, body, { wait }) => (wait ? askUntilKnown(context, body) : ask(context, body)),
    show: (page, { group, ready, reconciling, checklist }) => {
      const verdict = ready
        ? good('ready')
        : reconciling
          ? doubtful('comparing; ask again, or with --wait')
          : bad('not ready');
      page.say([strong(group), ': ', verdict]).gap();
      showChecklist(page, checklist);
    },
    exitCode: ({ ready }) => (ready ? exitCodes.done : exitCodes.no),
  });
