// The steps of a run as events, each once.
import { type RunAnswer, runStep } from '@cutover/shared';
import { z } from 'zod';
import type { Emit } from './event-stream.ts';

const withSteps = z.looseObject({ steps: z.array(runStep) });

/** Tells of steps that are over, from the one after `seen` on; their numbers are the ids of the events. */
export function tellRun(emit: Emit, seen: number): (run: RunAnswer) => void {
  let told = seen;
  let stage = '';
  return (run) => {
    const { steps } = withSteps.safeParse(run).data ?? { steps: [] };
    const { run_id, group, kind, step, status } = run;
    for (const over of steps.slice(told)) {
      if (over.outcome === 'started') break;
      told += 1;
      emit('step', { run_id, group, kind, ...over }, told);
    }
    // What it is at now: a backlog may take its time.
    if (!run.finished && stage !== `${step} ${status}`)
      emit('progress', { what: 'run', run_id, group, kind, step, status });
    stage = `${step} ${status}`;
  };
}
