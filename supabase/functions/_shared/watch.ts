// Long work that pg_cron does, looked at again and again until it is over.
import type { CommandAnswer } from '@cutover/shared';
import type { Emit } from './event-stream.ts';

export type Watch = {
  /** What to ask for, once the first operation has given this result for these arguments. */
  ask: (result: unknown, args: Record<string, unknown>) => { operation: string; args: Record<string, unknown> };
  /** What is told of a result, by what it is about; only what has changed is told. It ends when all of it is over. */
  progress: (result: unknown) => Map<string, Record<string, unknown> & { over: boolean }>;
};

const pauseMs = 1000;

export type Watching = {
  command: (operation: string, args: Record<string, unknown>) => Promise<CommandAnswer>;
  patienceMs: number;
  emit: Emit;
  gone: AbortSignal;
  now?: () => number;
  sleep?: (ms: number) => Promise<void>;
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The last look: a refusal, or a result, and whether it is over. */
export async function watch(
  { ask, progress }: Watch,
  first: { result: unknown; args: Record<string, unknown> },
  { command, patienceMs, emit, gone, now = () => performance.now(), sleep = pause }: Watching,
): Promise<{ answer: CommandAnswer; over: boolean }> {
  const until = now() + patienceMs;
  const told = new Map<string, string>();
  const { operation, args } = ask(first.result, first.args);
  while (true) {
    const answer = await command(operation, args);
    if (!answer.ok) return { answer, over: true };
    const found = progress(answer.result);
    for (const [about, data] of found) {
      const text = JSON.stringify(data);
      if (told.get(about) !== text) emit('progress', data);
      told.set(about, text);
    }
    if ([...found.values()].every(({ over }) => over)) return { answer, over: true };
    if (gone.aborted || now() + pauseMs > until) return { answer, over: false };
    await sleep(pauseMs);
  }
}
