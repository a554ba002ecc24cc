// Looks at long work again and again: draws what is answered, in place, until the work is over or somebody looks away.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from './command.ts';
import { describe, isUnanswered } from './failure.ts';
import { bad, doubtful } from './screen/cell.ts';
import { Live } from './screen/live.ts';
import type { Page } from './screen/screen.ts';

export type Following<Seen> = {
  ask: () => Promise<Seen>;
  isOver: (seen: Seen) => boolean;
  draw: (page: Page, seen: Seen) => void;
  /** What goes on when somebody looks away. */
  work?: string;
  everyMs?: number;
  /** How long nobody may answer before it is given up; work goes on meanwhile. */
  patienceMs?: number;
};

/** What was seen last. */
export async function followUntil<Seen>(
  { screen, signal }: Context,
  { ask, isOver, draw, work, everyMs = 500, patienceMs = 60_000 }: Following<Seen>,
): Promise<Seen> {
  let seen = await ask();
  let trouble: string | undefined;
  let answeredAt = performance.now();
  const live = new Live(screen);
  try {
    while (!isOver(seen) && !signal.aborted) {
      live.draw((page) => {
        draw(page, seen);
        if (trouble !== undefined) page.gap().say([bad(trouble), ' What is shown is older.']);
      });
      await sleep(everyMs, undefined, { signal }).catch(() => {});
      try {
        seen = await ask();
        trouble = undefined;
        answeredAt = performance.now();
      } catch (error) {
        if (signal.aborted) return seen;
        if (!isUnanswered(error) || performance.now() - answeredAt > patienceMs) throw error;
        trouble = describe(error).message;
      }
    }
    return seen;
  } finally {
    live.end();
    if (work !== undefined && signal.aborted && !isOver(seen)) {
      screen.note((page) => page.say([doubtful(`Interrupted here; the ${work} goes on by itself.`)]));
    }
  }
}
