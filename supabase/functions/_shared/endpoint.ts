// What every function does around its operation: who, what, refusals, one shape of answer.
import { findError, idempotencyKeySchema, runAnswer } from '@cutover/shared';
import type { z } from 'zod';
import { type Answer, fromCommand, fromRefusal, fromRun } from './answer.ts';
import { anonymous, authenticate, type Claims } from './authenticate.ts';
import { checkArguments, queryArguments } from './check-arguments.ts';
import { advance, command, type RequestContext, refuse } from './database.ts';
import { driveRun } from './drive-run.ts';
import { readJson } from './read-json.ts';
import { Refusal, storable } from './refusal.ts';

type Operation = { operation: string; args: Record<string, unknown> };

export type Endpoint<Schema extends z.ZodType> = {
  /** The name under which it is deployed. */
  name: string;
  /** GET carries its arguments in the query. */
  methods: readonly ('POST' | 'GET')[];
  request: Schema;
  /** The operation of cutover.command() that a checked request asks for. */
  operation: (request: z.output<Schema>) => Operation;
  /** The operation that a request which fails its check is after, for rights and audit. */
  intended: (request: unknown) => string | null;
  /** Whether it takes a request without a body. */
  emptyBody?: boolean;
  /** Whether the operation starts a run, which is then driven here. */
  drives?: boolean;
  /** What is left to do outside of the database, with the operation's result; gives the result that is answered. */
  continues?: (result: unknown) => Promise<Record<string, unknown>>;
};

/** Well below the 150 s after which the platform gives up on a function. */
const maxPatienceMs = 100_000;

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, apikey, content-type, idempotency-key, prefer, x-client-info, x-request-id',
  'access-control-expose-headers': 'x-request-id, retry-after',
  'access-control-max-age': '86400',
};

/** `Prefer: wait=10` (RFC 7240): how many seconds the caller wants to wait for a run. */
function patienceOf(request: Request): number {
  const preferred = /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/.exec(request.headers.get('prefer') ?? '')?.[1];
  return preferred === undefined ? maxPatienceMs : Math.min(Number(preferred) * 1000, maxPatienceMs);
}

function contextOf(request: Request, name: string): RequestContext {
  const given = request.headers.get('x-request-id') ?? '';
  const address =
    request.headers.get('cf-connecting-ip') ?? request.headers.get('x-forwarded-for')?.split(',')[0] ?? '';
  return {
    request_id: /^[\w.:-]{1,100}$/.test(given) ? given : crypto.randomUUID(),
    // Whatever it says, it looks like an address.
    client_address: /^[0-9a-fA-F.:]{2,45}$/.test(address.trim()) ? address.trim() : null,
    user_agent: storable(request.headers.get('user-agent') ?? '').slice(0, 200) || null,
    function: name,
    method: request.method.slice(0, 20),
  };
}

/** Where the request went to. Raises CT011 and CT012 when this function does not answer it. */
export function requireAddress(request: Request, { name, methods }: { name: string; methods: readonly string[] }): URL {
  if (!methods.includes(request.method)) {
    throw new Refusal('CT011', `${request.method} is not allowed here.`, `Allowed: ${methods.join(', ')}`);
  }
  const url = new URL(request.url);
  // A path below the function means something that this function does not do.
  if (!url.pathname.replace(/\/$/, '').endsWith(`/${name}`)) {
    throw new Refusal('CT012', 'There is nothing under this path.', `The function is /${name}.`);
  }
  return url;
}

async function perform<Schema extends z.ZodType>(
  endpoint: Endpoint<Schema>,
  request: Request,
  claims: Claims,
  context: RequestContext,
  intend: (operation: string | null) => void,
): Promise<Answer> {
  const url = requireAddress(request, endpoint);
  const key = request.headers.get('idempotency-key');
  if (key !== null && !idempotencyKeySchema.safeParse(key).success) {
    throw new Refusal('CT302', 'The idempotency key must be 1 to 200 printable ASCII characters without spaces.');
  }

  const query = queryArguments(url);
  if (request.method !== 'GET' && Object.keys(query).length > 0) {
    // Not to be passed over: somebody may mean ?dry_run=true.
    throw new Refusal('CT001', `${request.method} takes its arguments in the body, not in the query.`);
  }
  const given = request.method === 'GET' ? query : await readJson(request);
  if (given === undefined && !endpoint.emptyBody) throw new Refusal('CT009', 'The request has no body.');
  intend(endpoint.intended(given));
  const { operation, args } = endpoint.operation(checkArguments(endpoint.request, given ?? {}));
  intend(operation);
  const answer = await command(claims, operation, args, key, context);
  if (endpoint.continues && answer.ok) {
    return fromCommand({ ...answer, result: await endpoint.continues(answer.result) }, context.request_id);
  }
  const run = endpoint.drives && answer.ok ? runAnswer.safeParse(answer.result).data : undefined;
  if (!run) return fromCommand(answer, context.request_id);

  const last = await driveRun(run, {
    advance: (id) => advance(claims, id),
    mayPass: (error) => error instanceof Refusal && (findError(error.code)?.httpStatus ?? 500) >= 503,
    patienceMs: patienceOf(request),
  });
  const { status, body, headers } = fromRun(last, context.request_id);
  return {
    status,
    body: { ...body, ...(answer.replayed && { replayed: true, first_request_id: answer.request_id }) },
    ...(headers && { headers }),
  };
}

/** Who is calling and what for, as far as a request has come: what a refusal is audited with. */
export type Caller = { claims: Claims; operation: string | null };

/** Answers a request, or raises a Refusal. */
type Work = (request: Request, context: RequestContext, caller: Caller) => Promise<Answer>;

async function answerTo(work: Work, request: Request, context: RequestContext, caller: Caller): Promise<Answer> {
  try {
    return await work(request, context, caller);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('CT901', 'Something went wrong inside.');
    if (!(error instanceof Refusal)) console.error(context.request_id, error);
    // Nothing can be written where nobody answers.
    if (refusal.code === 'CT902') return fromRefusal(refusal, context.request_id);
    try {
      const answer = await refuse(caller.claims, caller.operation, refusal, context);
      return answer ? fromCommand(answer, context.request_id) : fromRefusal(refusal, context.request_id);
    } catch (failed) {
      console.error(context.request_id, 'the refusal could not be audited:', failed);
      return fromRefusal(refusal, context.request_id);
    }
  }
}

/** A function whose requests are answered by `work`: the same headers, refusals and audit for all of them. */
export function serve(
  { name, methods, operation }: { name: string; methods: readonly string[]; operation: string | null },
  work: Work,
): { fetch: (request: Request) => Promise<Response> } {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return {
    async fetch(request) {
      const context = contextOf(request, name);
      const headers = new Headers({
        ...cors,
        'access-control-allow-methods': allow,
        'x-request-id': context.request_id,
      });
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
      const answer = await answerTo(work, request, context, { claims: anonymous, operation });
      headers.set('content-type', 'application/json; charset=utf-8');
      headers.set('cache-control', 'no-store');
      if (answer.status === 401) headers.set('www-authenticate', 'Bearer');
      if (answer.status === 405) headers.set('allow', allow);
      for (const [header, value] of Object.entries(answer.headers ?? {})) headers.set(header, value);
      return new Response(`${JSON.stringify(answer.body)}\n`, { status: answer.status, headers });
    },
  };
}

/** The function: `export default endpoint({ … })`. */
export function endpoint<Schema extends z.ZodType>(
  definition: Endpoint<Schema>,
): { fetch: (request: Request) => Promise<Response> } {
  const { name, methods, intended } = definition;
  return serve({ name, methods, operation: intended(undefined) }, async (request, context, caller) => {
    caller.claims = await authenticate(request);
    return await perform(definition, request, caller.claims, context, (operation) => {
      caller.operation = operation;
    });
  });
}
