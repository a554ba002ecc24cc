// Drives a run until it is finished or the caller's time is over; from then on pg_cron does.
import type { RunAnswer } from '@cutover/shared';

export type Driving = {
  advance: (runId: string) => Promise<RunAnswer>;
  /** Whether a failed step is worth another try: the database was away for a moment. */
  mayPass: (error: unknown) => boolean;
  patienceMs: number;
  /** Told of the run each time it was looked at. */
  seen?: (run: RunAnswer) => void;
  /** Nobody waits any more. */
  gone?: AbortSignal;
  now?: () => number;
  sleep?: (ms: number) => Promise<void>;
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The run as last seen: finished, or not yet. */
export async function driveRun(started: RunAnswer, driving: Driving): Promise<RunAnswer> {
  const now = driving.now ?? (() => performance.now());
  const sleep = driving.sleep ?? pause;
  const until = now() + driving.patienceMs;
  let run = started;
  driving.seen?.(run);
  while (!run.finished && now() < until && !driving.gone?.aborted) {
    let wait: number;
    const step = driving.advance(run.run_id);
    // A step that is left behind may fail later; pg_cron repeats it.
    step.catch(() => {});
    try {
      const next = await Promise.race([step, sleep(until - now()).then(() => undefined)]);
      if (next === undefined) return run;
      // A step that finds nothing to do is not asked again at once.
      wait = Math.max(next.next_wait_ms ?? 0, next.step === run.step && next.status === run.status ? 50 : 0);
      run = next;
      driving.seen?.(run);
    } catch (error) {
      if (!driving.mayPass(error)) throw error;
      wait = 500;
    }
    if (!run.finished && wait > 0) await sleep(Math.min(wait, Math.max(until - now(), 0)));
  }
  return run;
}
