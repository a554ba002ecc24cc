// Server-sent events: what happens on the way, then the answer as it would have come without them.
import type { Answer } from './answer.ts';

export type Emit = (event: 'step' | 'progress', data: Record<string, unknown>, id?: number) => void;

/** Work that tells what it does. `gone`: nobody listens any more. It gives its refusals as answers. */
export type Telling = (emit: Emit, gone: AbortSignal) => Promise<Answer>;

/** Proxies close connections on which nothing comes. */
const heartbeatMs = 10_000;

/** Whether the caller wants events. */
export function acceptsEvents(request: Request): boolean {
  return /(^|[\s,])text\/event-stream\s*($|[,;])/.test(request.headers.get('accept') ?? '');
}

/** How many events the caller has had from another connection; 0: none. */
export function eventsSeen(request: Request): number {
  const given = request.headers.get('last-event-id') ?? '';
  return /^\d{1,6}$/.test(given) ? Number(given) : 0;
}

export function eventStream(work: Telling): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string): void => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      // The first bytes, so that the caller knows that it has begun.
      write(': begun\n\n');
      heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
      const emit: Emit = (event, data, id) =>
        write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      void work(emit, gone.signal).then(({ status, body }) => {
        clearInterval(heartbeat);
        write(`event: answer\ndata: ${JSON.stringify({ status, body })}\n\n`);
        if (!gone.signal.aborted) controller.close();
      });
    },
    cancel() {
      clearInterval(heartbeat);
      gone.abort();
    },
  });
}
