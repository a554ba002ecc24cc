// A way to operate: SQL, HTTP, and whatever else there will be. Each does the same things; the journey is the same for all of them.

/** What came of a step: the result, or the code of the refusal. */
export type Outcome = { result?: Record<string, unknown>; code?: string };

/** As SQL, HTTP and --json have it. */
export type Answer = { ok: boolean; result: Record<string, unknown>; error?: { code: string } };

export const outcomeOf = (answer: Answer | undefined): Outcome =>
  answer?.ok ? { result: answer.result } : { code: answer?.error?.code ?? `no answer: ${JSON.stringify(answer)}` };

export type Driver = {
  prepare(group: string): Promise<Outcome>;
  openWindow(group: string, reason: string): Promise<Outcome>;
  rehearse(group: string): Promise<Outcome>;
  /** Until the run has ended; the result is the run. */
  execute(group: string): Promise<Outcome>;
  rollback(group: string, reason: string): Promise<Outcome>;
  status(group: string): Promise<Outcome>;
};
