// Unexpected errors go to Sentry where the secret SENTRY_DSN says which: to its envelope endpoint, for the SDK would take longer
// to start than a function does. What an error says may carry a row: its kind and its place go, its words do not.
import { codeOf, type Ended } from './log-request.ts';

const patienceMs = 5000;
/** Of a flood of errors some are enough. */
const mostAtOnce = 10;
let sending = 0;

/** Where events go to, and with which key; undefined: nowhere. */
export function sentryOf(dsn: string | undefined): { url: string; key: string } | undefined {
  if (!dsn || !URL.canParse(dsn)) return undefined;
  const { protocol, host, username, pathname } = new URL(dsn);
  const [, path, project] = /^(.*)\/(\d+)$/.exec(pathname) ?? [];
  if (!/^https?:$/.test(protocol) || username === '' || project === undefined) return undefined;
  return { url: `${protocol}//${host}${path}/api/${project}/envelope/`, key: username };
}

type Frame = { function: string; filename: string; lineno: number; colno: number };

/** The lines of a stack, the innermost last, as Sentry wants them. */
function framesOf(stack: string | undefined): Frame[] {
  const lines = [...(stack ?? '').matchAll(/^\s+at (?:(.+?) \()?(\S+?):(\d+):(\d+)\)?$/gm)];
  return lines
    .map(([, name = '?', filename = '', line, column]) => ({
      function: name,
      // Where the function lies on the machine is nobody's business.
      filename: filename.replace(/^.*\/(supabase|packages|node_modules|npm)\//, '$1/'),
      lineno: Number(line),
      colno: Number(column),
    }))
    .reverse();
}

/** The event, without anything that somebody sent or stored. */
export function eventOf({ context, operation, answer, cause }: Ended): Record<string, unknown> {
  const code = codeOf(answer) ?? 'CT901';
  const { details } = (answer.body.error ?? {}) as { details?: unknown };
  const state = (cause as { code?: unknown } | undefined)?.code ?? /^SQLSTATE (\w{5})$/.exec(String(details))?.[1];
  const isState = typeof state === 'string' && /^[0-9A-Z_]{2,40}$/.test(state);
  return {
    event_id: crypto.randomUUID().replaceAll('-', ''),
    timestamp: Date.now() / 1000,
    platform: 'javascript',
    level: 'error',
    transaction: context.function,
    tags: { function: context.function, operation, code, request_id: context.request_id, ...(isState && { state }) },
    exception: {
      values: [
        {
          type: cause instanceof Error ? cause.name : code,
          value: isState ? `${code}, ${state}` : code,
          stacktrace: { frames: cause instanceof Error ? framesOf(cause.stack) : [] },
        },
      ],
    },
  };
}

async function send(ended: Ended, { url, key }: { url: string; key: string }): Promise<void> {
  const event = eventOf(ended);
  const lines = [{ event_id: event.event_id, sent_at: new Date().toISOString() }, { type: 'event' }, event];
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: {
      'content-type': 'application/x-sentry-envelope',
      'x-sentry-auth': `Sentry sentry_version=7, sentry_client=cutover/1.0, sentry_key=${key}`,
    },
    body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    signal: AbortSignal.timeout(patienceMs),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`it answered ${response.status}`);
}

/** Sends it on its way; nobody waits for it, and nothing comes of it when Sentry does not answer. */
export function reportError(ended: Ended): void {
  const sentry = sentryOf(Deno.env.get('SENTRY_DSN'));
  if (!sentry || sending >= mostAtOnce) return;
  sending += 1;
  const work = send(ended, sentry)
    .catch((error: Error) => console.error(ended.context.request_id, 'the error could not be reported:', error.message))
    .finally(() => {
      sending -= 1;
    });
  // Hosted, a function is kept alive for what it has still to do.
  const { EdgeRuntime: runtime } = globalThis as { EdgeRuntime?: { waitUntil(work: Promise<unknown>): void } };
  runtime?.waitUntil(work);
}
