// A run from its request to its end, and what becomes of it when whoever asked for it goes away.
import { randomUUID } from 'node:crypto';
import type { Run } from '@cutover/shared';
import { CutoverError } from '@cutover/shared/client';
import { Option } from 'commander';
import type { Context } from '../command.ts';
import type { Client } from '../connection.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { Interrupted } from '../failure.ts';
import type { Body } from '../from-action.ts';
import { groupStatus } from '../group-status.ts';
import { doubtful, faint, good, strong } from '../screen/cell.ts';
import { Live } from '../screen/live.ts';
import type { Page, Screen } from '../screen/screen.ts';
import { word } from '../screen/state-words.ts';
import { bar, count, duration } from '../screen/words.ts';

/** In the order in which a run takes them. */
const steps = ['preflight', 'block_writes', 'drain', 'verify', 'sequences', 'flip', 'release', 'monitor'];

export const idempotencyKey = (): Option =>
  new Option('--idempotency-key <key>', 'go back to the run that was begun with this key; default: a new one');

export function showSteps(page: Page, taken: Run['steps']): void {
  page.table(
    [{ title: 'step' }, { title: 'outcome' }, { title: 'took' }],
    taken.map(({ step, outcome, ms }) => [step, word(outcome), ms === null ? '' : duration(ms)]),
  );
}

export function showRun(page: Page, run: Run): void {
  const truth = run.kind === 'cutover' ? 'Supabase' : 'legacy';
  if (run.status === 'completed') page.say([good('done  '), strong(run.group), `: ${truth} is the truth now.`]);
  else page.say([doubtful('on its way  '), strong(run.group), `: ${run.kind}, ${run.status}, step ${run.step ?? ''}`]);
  page.facts([
    ['run', run.run_id],
    ['writers waited', run.write_pause_ms === null ? '' : duration(run.write_pause_ms)],
    ['conflicts', run.conflicts > 0 ? doubtful(count(run.conflicts)) : ''],
    [
      'way back',
      run.kind === 'cutover' && run.fallback_hours
        ? `open for ${run.fallback_hours} h: cutover rollback ${run.group}`
        : '',
    ],
  ]);
  if (run.steps.length > 0) showSteps(page.gap(), run.steps);
}

export const runExitCode = (run: object): ExitCode =>
  'finished' in run && run.finished === false ? exitCodes.goesOn : exitCodes.done;

/** On a terminal a bar, whose steps the answer lists at the end; elsewhere a line for each step. */
class Progress {
  readonly #screen: Screen;
  readonly #live: Live;
  readonly #begun = performance.now();
  readonly #timer: NodeJS.Timeout;
  #step = 'asking';
  #done = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#live = new Live(screen);
    this.#timer = setInterval(() => this.#draw(), 200);
  }

  see({ step, outcome, ms }: Partial<Run['steps'][number]>): void {
    if (step === undefined) return;
    this.#step = step;
    this.#done = Math.max(this.#done, steps.indexOf(step) + (outcome === 'done' ? 1 : 0));
    if (!this.#live.shows && outcome !== undefined && outcome !== 'started') {
      this.#screen.note((page) => page.say([word(outcome), ` ${step}`, faint(ms == null ? '' : `  ${duration(ms)}`)]));
    }
    this.#draw();
  }

  #draw(): void {
    this.#live.draw((page) =>
      page.say([
        `${bar(this.#done / steps.length, 20)} ${this.#done}/${steps.length}  `,
        strong(this.#step),
        faint(`  ${duration(performance.now() - this.#begun)}`),
      ]),
    );
  }

  end(): void {
    clearInterval(this.#timer);
    this.#live.end();
  }
}

/** What became of the run, asked anew: whoever was following it has been interrupted. */
async function lookAfter(client: Client, group: unknown): Promise<Run | null> {
  return (await groupStatus({ client, signal: AbortSignal.timeout(15_000) }, group))?.run ?? null;
}

/** Sends the request and follows the run; Ctrl-C ends the following, never the run. */
export async function follow(
  context: Context,
  name: string,
  body: Body,
  options: Record<string, unknown>,
): Promise<Run> {
  const { client, screen, signal } = context;
  const key = (options.idempotencyKey as string | undefined) ?? `cli-${randomUUID()}`;
  const again = `--idempotency-key ${key}`;
  screen.note((page) =>
    page.say([faint('To come back to this run, or to repeat it safely, add:')]).say([faint(again)], 2),
  );
  const before = await lookAfter(client, body.group).catch(() => null);
  const progress = new Progress(screen);
  try {
    for await (const { event, data } of client.stream(name, body, { idempotencyKey: key, signal })) {
      if (event === 'result') return data as Run;
      progress.see(data);
    }
    throw new Error('the stream ended without a result');
  } catch (error) {
    progress.end();
    if (error instanceof CutoverError) {
      const run = error.result as Run | undefined;
      if (run?.finished !== false) throw error;
      screen.note((page) =>
        page
          .say([doubtful(`${error.code} ${error.message} The run goes on by itself.`)])
          .say([`To look at it:         cutover status ${run.group} --watch`], 2)
          .say([`To wait for its end:   the same command with ${again}`], 2),
      );
      return run;
    }
    if (!signal.aborted) throw error;
    const run = await lookAfter(client, body.group);
    if (!run || (run.finished && run.run_id === before?.run_id))
      throw new Interrupted('Interrupted before anything had begun.');
    if (run.finished && run.status !== 'completed') {
      throw new Interrupted(`Interrupted; the run ${run.run_id} was released: nothing was switched.`);
    }
    if (!run.finished) {
      screen.note((page) =>
        page
          .say([doubtful('Interrupted here; the run goes on by itself.')])
          .say([`To look at it:         cutover status ${run.group} --watch`], 2)
          .say([`To wait for its end:   the same command with ${again}`], 2)
          .say([`To stop it, so long as it has not flipped: cutover abort ${run.group} --reason …`], 2),
      );
    }
    return run;
  } finally {
    progress.end();
  }
}
