// The edge functions, called with types: over fetch, in Node, Deno and browsers.
import { createParser } from 'eventsource-parser';
import type { FunctionName, RequestOf, ResultOf } from '../operations/index.ts';
import { refuseSecretInBrowser } from '../read-switch/keys.ts';
import { CutoverError, clientError } from './cutover-error.ts';
import { readAnswer } from './read-answer.ts';

export interface CutoverClientOptions {
  /** The project's URL: https://<ref>.supabase.co */
  url: string;
  /** The access token of whoever is signed in; a function is asked at each request, because tokens are renewed. */
  token?: string | (() => string | Promise<string>);
  /** A secret key that has a role. Only on servers. */
  secretKey?: string;
  /** Default: the platform's own. */
  fetch?: typeof globalThis.fetch;
  /** How long to wait for an answer, or between two signs of life of a stream, in milliseconds. Default: two minutes. */
  timeoutMs?: number;
}

export interface CallOptions {
  /** Makes a repeated request get the first answer again, and a run that goes on be waited for. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** GET for what only reads. Default: POST. */
  method?: 'GET' | 'POST';
  /** For whom the caller acts. It is kept in the audit log beside who really called. */
  onBehalfOf?: string;
}

/** Where a run, a job or a backfill is. */
export interface ProgressEvent {
  /** step: one of a run is over. progress: rows, rate and estimated end of long work. */
  event: 'step' | 'progress';
  data: Record<string, unknown>;
}

/** The last event of a stream. */
export interface ResultEvent<Result> {
  event: 'result';
  data: Result;
}

export interface CutoverClient {
  /** The function's result. Rejects with CutoverError. */
  call<Name extends FunctionName, const Request extends RequestOf<Name>>(
    functionName: Name,
    body?: Request,
    options?: CallOptions,
  ): Promise<ResultOf<Name, Request>>;
  /**
   * What happens on the way, then the result as the last event. Follows a run until it has ended, over as many requests as it
   * takes. Whoever stops reading leaves the run going.
   */
  stream<Name extends FunctionName, const Request extends RequestOf<Name>>(
    functionName: Name,
    body?: Request,
    options?: CallOptions,
  ): AsyncGenerator<ProgressEvent | ResultEvent<ResultOf<Name, Request>>, void, void>;
}

type Sent = { response: Response; requestId: string | null };
/** What a stream is over with: the answer, as it would have come without one. */
type LastEvent = { status: number; body: unknown };

/** Query parameters of a request that only reads. */
function queryOf(body: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    if (value !== undefined) query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return query.size > 0 ? `?${query}` : '';
}

/** A signal that fires with the caller's own, or when nothing came for so long. */
function patience(ms: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const abort = () => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    /** Something came, or something is asked. */
    again() {
      clearTimeout(timer);
      timer = setTimeout(() => controller.abort(clientError('CT912')), ms);
    },
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

export function createCutoverClient({
  url,
  token,
  secretKey,
  fetch = globalThis.fetch,
  timeoutMs = 120_000,
}: CutoverClientOptions): CutoverClient {
  refuseSecretInBrowser(secretKey);
  const base = `${new URL(url).href.replace(/\/+$/, '')}/functions/v1/`;

  async function send(
    name: string,
    body: object,
    { idempotencyKey, method = 'POST', onBehalfOf }: CallOptions,
    signal: AbortSignal,
    extra: Record<string, string> = {},
  ): Promise<Sent> {
    const bearer = typeof token === 'function' ? await token() : token;
    const headers: Record<string, string> = { accept: 'application/json', ...extra };
    if (bearer) headers.authorization = `Bearer ${bearer}`;
    if (secretKey !== undefined) headers.apikey = secretKey;
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    // Headers are ASCII; names are not.
    if (onBehalfOf !== undefined) headers['x-cutover-on-behalf-of'] = encodeURIComponent(onBehalfOf);
    if (method === 'POST') headers['content-type'] = 'application/json';
    try {
      const response = await fetch(`${base}${name}${method === 'GET' ? queryOf(body) : ''}`, {
        method,
        headers,
        signal,
        ...(method === 'POST' && { body: JSON.stringify(body) }),
      });
      return { response, requestId: response.headers.get('x-request-id') };
    } catch (cause) {
      // Whoever aborted has a reason, which is also ours when the time is over.
      if (signal.aborted) throw signal.reason;
      throw clientError('CT910', { message: `${new URL(base).origin} cannot be reached.`, cause });
    }
  }

  async function readBody({ response, requestId }: Sent, signal: AbortSignal): Promise<unknown> {
    const text = await response.text().catch((cause: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw clientError('CT913', { requestId, cause });
    });
    let body: unknown = text;
    try {
      body = JSON.parse(text);
    } catch {
      // As it is: readAnswer says what came.
    }
    return readAnswer(body, response.status, requestId);
  }

  async function call(name: string, body: object = {}, options: CallOptions = {}): Promise<unknown> {
    const wait = patience(timeoutMs, options.signal);
    try {
      wait.again();
      return await readBody(await send(name, body, options, wait.signal), wait.signal);
    } finally {
      wait.end();
    }
  }

  /** The events of one request, and what it ended with; undefined: it broke off. */
  async function* follow(
    { response, requestId }: Sent,
    wait: ReturnType<typeof patience>,
    seen: (id: string) => void,
  ): AsyncGenerator<ProgressEvent, LastEvent | undefined, void> {
    const events: { event: string | undefined; data: string; id: string | undefined }[] = [];
    const parser = createParser({ onEvent: ({ event, data, id }) => events.push({ event, data, id }) });
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    try {
      while (reader) {
        const { done, value } = await reader.read().catch(() => {
          if (wait.signal.aborted) throw wait.signal.reason;
          return { done: true, value: undefined };
        });
        if (done) return undefined;
        wait.again();
        parser.feed(decoder.decode(value, { stream: true }));
        for (const { event, data, id } of events.splice(0)) {
          const read = JSON.parse(data) as unknown;
          if (event === 'answer') return read as LastEvent;
          if (id !== undefined) seen(id);
          if (event === 'step' || event === 'progress') yield { event, data: read as Record<string, unknown> };
        }
      }
      return undefined;
    } catch (error) {
      if (error instanceof SyntaxError) throw clientError('CT911', { requestId, cause: error });
      throw error;
    } finally {
      // The connection is not kept for somebody who has stopped reading.
      await reader?.cancel().catch(() => {});
    }
  }

  async function* stream(
    name: string,
    body: object = {},
    options: CallOptions = {},
  ): AsyncGenerator<ProgressEvent | ResultEvent<unknown>, void, void> {
    // With a key, asking again is going back to the same run.
    const repeated = { ...options, idempotencyKey: options.idempotencyKey ?? crypto.randomUUID() };
    const wait = patience(timeoutMs, options.signal);
    let lastId: string | undefined;
    let broken = 0;
    let goesOn: unknown;
    try {
      while (true) {
        wait.again();
        const sent = await send(name, body, repeated, wait.signal, {
          accept: 'text/event-stream, application/json',
          ...(lastId !== undefined && { 'last-event-id': lastId }),
        });
        if (!sent.response.headers.get('content-type')?.startsWith('text/event-stream')) {
          return yield { event: 'result', data: await readBody(sent, wait.signal) };
        }
        const last = yield* follow(sent, wait, (id) => {
          lastId = id;
          broken = 0;
        });
        if (last === undefined) {
          broken += 1;
          if (broken > 3) throw clientError('CT913', { requestId: sent.requestId });
          continue;
        }
        const result = readAnswer(last.body, last.status, sent.requestId);
        if (last.status !== 202) return yield { event: 'result', data: result };
        goesOn = result;
      }
    } catch (error) {
      // Asked again and refused: what goes on does so without whoever asked.
      if (error instanceof CutoverError && error.result === undefined && goesOn !== undefined) {
        throw new CutoverError({ ...error, message: error.message, result: goesOn }, { cause: error });
      }
      throw error;
    } finally {
      wait.end();
    }
  }

  return { call, stream } as CutoverClient;
}

export { CutoverError };
