// What every function does around its operation: who, what, refusals, one shape of answer.
import {
  type Action,
  actionOf,
  type FunctionDefinition,
  findError,
  idempotencyKeySchema,
  requestSchema,
  type RunAnswer,
  runAnswer,
} from '@cutover/shared';
import { type Answer, fromCommand, fromRefusal, fromRun } from './answer.ts';
import { anonymous, authenticate, type Claims } from './authenticate.ts';
import { checkArguments, fromQuery, queryArguments } from './check-arguments.ts';
import { advance, command, type RequestContext, refuse } from './database.ts';
import { driveRun } from './drive-run.ts';
import { acceptsEvents, eventStream, eventsSeen, type Telling } from './event-stream.ts';
import { logRequest } from './log-request.ts';
import { MAX_BODY_BYTES, readJson } from './read-json.ts';
import { Refusal, storable } from './refusal.ts';
import { reportError } from './report-error.ts';
import { tellRun } from './tell-run.ts';
import { type Watch, watch } from './watch.ts';

type Arguments = Record<string, unknown>;

/** What a function does differently from its description. */
export type Particulars = {
  /** The operation of a request, where its action has several. It may not have been checked yet. */
  operation?: (request: Arguments) => string;
  /** The operation's arguments, where they are not those of the request. */
  arguments?: (request: Arguments) => Arguments;
  /** What is left to do outside of the database, with the operation's result; gives the result that is answered. */
  continues?: (result: unknown) => Promise<Record<string, unknown>>;
  /** For callers who want events: how the work that goes on afterwards is followed. */
  watches?: Watch;
};

/** Well below the 150 s after which the platform gives up on a function. */
const maxPatienceMs = 100_000;

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers':
    'authorization, apikey, content-type, idempotency-key, last-event-id, prefer, x-client-info, x-cutover-on-behalf-of, x-request-id',
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
    on_behalf_of: null,
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

/** For whom the caller says it acts. Raises CT001. */
function onBehalfOf(request: Request): string | null {
  const given = request.headers.get('x-cutover-on-behalf-of');
  if (given === null || given === '') return null;
  let name: string;
  try {
    name = decodeURIComponent(given);
  } catch {
    throw new Refusal('CT001', 'The header x-cutover-on-behalf-of is not percent-encoded UTF-8.');
  }
  if (name !== storable(name) || name.length > 200) {
    throw new Refusal(
      'CT001',
      'The header x-cutover-on-behalf-of has at most 200 characters, none of them a control character.',
    );
  }
  return name;
}

type Described = { action: Action; request: Arguments };

/** The request, checked. `intend` learns what it is after as soon as that is known, for rights and audit. */
async function readRequest(
  definition: FunctionDefinition,
  { operation }: Particulars,
  request: Request,
  url: URL,
  intend: (operation: string | null) => void,
): Promise<Described> {
  const query = queryArguments(url);
  const isGet = request.method === 'GET';
  if (!isGet && Object.keys(query).length > 0) {
    // Not to be passed over: somebody may mean ?dry_run=true.
    throw new Refusal('CT001', `${request.method} takes its arguments in the body, not in the query.`);
  }
  const given = isGet ? query : await readJson(request, definition.maxBodyBytes ?? MAX_BODY_BYTES);
  const actions = Object.entries(definition.actions);
  const action = actionOf(definition, given);
  if (given === undefined && !action?.request.safeParse({}).success) {
    throw new Refusal('CT009', 'The request has no body.');
  }
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (action) intend(operation ? operation(isObject ? (given as Arguments) : {}) : action.operation);
  if (isObject && !action) {
    throw new Refusal(
      'CT001',
      'The request is not valid. action: it says what is to be done.',
      `Actions: ${actions.map(([name]) => name).join(', ')}`,
    );
  }
  if (isGet && !action?.reads) {
    throw new Refusal('CT011', 'GET is for what only reads.', 'Allowed: POST');
  }
  const checked = checkArguments(
    action ? action.request : requestSchema(definition),
    isGet && action ? fromQuery(query, action.request) : (given ?? {}),
  ) as Arguments;
  return { action: action as Action, request: checked };
}

async function perform(
  definition: FunctionDefinition,
  particulars: Particulars,
  request: Request,
  methods: readonly string[],
  caller: Caller,
  context: RequestContext,
): Promise<Answer> {
  const { claims } = caller;
  const key = request.headers.get('idempotency-key');
  const url = requireAddress(request, { name: definition.name, methods });
  if (key !== null && !idempotencyKeySchema.safeParse(key).success) {
    throw new Refusal('CT302', 'The idempotency key must be 1 to 200 printable ASCII characters without spaces.');
  }
  context.on_behalf_of = onBehalfOf(request);
  const { action, request: checked } = await readRequest(definition, particulars, request, url, (operation) => {
    caller.operation = operation;
  });
  const operation = particulars.operation?.(checked) ?? action.operation;
  caller.operation = operation;
  const { action: _, ...rest } = checked;
  const args = particulars.arguments?.(checked) ?? (Object.keys(definition.actions).length > 1 ? rest : checked);
  const answer = await command(claims, operation, args, key, context);
  if (particulars.continues && answer.ok) {
    return fromCommand({ ...answer, result: await particulars.continues(answer.result) }, context.request_id);
  }
  if (!answer.ok || !action.streams) return fromCommand(answer, context.request_id);
  const patienceMs = patienceOf(request);
  const run = runAnswer.safeParse(answer.result).data;
  const asEvents = acceptsEvents(request);
  if (!run) {
    const { watches } = particulars;
    if (!asEvents || !watches) return fromCommand(answer, context.request_id);
    return telling(async (emit, gone) => {
      const ask = (asked: string, given: Arguments) => command(claims, asked, given, null, context);
      const last = await watch(watches, { result: answer.result, args }, { command: ask, patienceMs, emit, gone });
      const told = fromCommand(last.answer, context.request_id);
      return last.over ? told : { ...told, status: 202 };
    });
  }

  const follow: Telling = async (emit, gone) => {
    const tell = asEvents ? tellRun(emit, eventsSeen(request)) : undefined;
    const last = await driveRun(run, {
      advance: (id) => advance(claims, id),
      mayPass: (error) => error instanceof Refusal && (findError(error.code)?.httpStatus ?? 500) >= 503,
      patienceMs,
      seen: (now) => {
        caller.run = now;
        tell?.(now);
      },
      gone,
    });
    const { status, body, headers } = fromRun(last, context.request_id);
    return {
      status,
      body: { ...body, ...(answer.replayed && { replayed: true, first_request_id: answer.request_id }) },
      ...(headers && { headers }),
    };
  };
  return asEvents ? telling(follow) : await follow(() => {}, new AbortController().signal);
}

/** An answer that is on its way. */
const telling = (events: Telling): Answer => ({ status: 200, body: {}, events });

/** Who is calling and what for, as far as a request has come: what a refusal is audited with. */
export type Caller = {
  claims: Claims;
  operation: string | null;
  /** The run that is being driven, as last seen. */
  run?: RunAnswer;
};

/** Answers a request, or rejects with a Refusal. */
type Work = (request: Request, context: RequestContext, caller: Caller) => Promise<Answer>;

/** What a request that could not be answered is answered with. */
async function answerFor(error: unknown, context: RequestContext, caller: Caller): Promise<Answer> {
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
      const caller: Caller = { claims: anonymous, operation };
      const started = performance.now();
      /** The answer that work ends with, whatever happens; and a line of it in the log, unless it is still on its way. */
      const settle = async (work: () => Promise<Answer>): Promise<Answer> => {
        let cause: unknown;
        const answer = await work().catch(async (error: unknown) => {
          if (!(error instanceof Refusal)) cause = error;
          const told = await answerFor(error, context, caller);
          // The run goes on all the same, and nobody may take this for its end.
          return caller.run ? { ...told, body: { ...told.body, result: caller.run } } : told;
        });
        if (answer.events) return answer;
        const ended = {
          context,
          operation: caller.operation,
          answer,
          ms: Math.round(performance.now() - started),
          cause,
        };
        logRequest(ended);
        // What is refused with other codes was foreseen.
        if (answer.status === 500) reportError(ended);
        return answer;
      };
      const answer = await settle(() => work(request, context, caller));
      const { events } = answer;
      if (events) {
        headers.set('content-type', 'text/event-stream; charset=utf-8');
        headers.set('cache-control', 'no-store');
        const body = eventStream((emit, gone) => settle(() => events(emit, gone)));
        return new Response(body, { status: 200, headers });
      }
      headers.set('content-type', 'application/json; charset=utf-8');
      headers.set('cache-control', 'no-store');
      if (answer.status === 401) headers.set('www-authenticate', 'Bearer');
      if (answer.status === 405) headers.set('allow', allow);
      for (const [header, value] of Object.entries(answer.headers ?? {})) headers.set(header, value);
      return new Response(`${JSON.stringify(answer.body)}\n`, { status: answer.status, headers });
    },
  };
}

/** The function: `export default endpoint(functions['…'])`. */
export function endpoint(
  definition: FunctionDefinition,
  particulars: Particulars = {},
): { fetch: (request: Request) => Promise<Response> } {
  const actions = Object.values(definition.actions);
  const methods = actions.some(({ reads }) => reads) ? ['GET', 'POST'] : ['POST'];
  const operation = actions.length === 1 ? (actions[0]?.operation ?? null) : null;
  return serve({ name: definition.name, methods, operation }, async (request, context, caller) => {
    caller.claims = await authenticate(request);
    return await perform(definition, particulars, request, methods, caller, context);
  });
}
