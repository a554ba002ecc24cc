// The way into the database: one statement a call, which takes on the caller's role and does the work. Nothing spans two
// statements, so no lost connection can leave half of it behind, or the second half without its caller.
import { type CommandAnswer, commandAnswer, type RunAnswer, runAnswer } from '@cutover/shared';
// @ts-types="npm:@types/pg@8.23.1"
import pg from 'pg';
import { z } from 'zod';
import { anonymous, type Claims } from './authenticate.ts';
import { Refusal } from './refusal.ts';

/** What the audit log keeps of a request. */
export type RequestContext = {
  request_id: string;
  client_address: string | null;
  user_agent: string | null;
  function: string;
  method: string;
  /** For whom the caller says it acts. */
  on_behalf_of: string | null;
};

function open(connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: Deno.env.get('SUPABASE_DB_URL'),
    max: connections,
    idleTimeoutMillis: 20_000,
    // Also how long a request waits for one of the connections.
    connectionTimeoutMillis: 10_000,
    application_name: 'cutover functions',
  });
  // A connection that breaks while nobody uses it is replaced by the next request.
  pool.on('error', (error) => console.error('database:', error.message));
  return pool;
}

let shared: pg.Pool | undefined;
const database = (): pg.Pool => {
  shared ??= open(4);
  return shared;
};

/** Longer than any operation takes, shorter than the platform waits for an answer. */
const patienceMs = 115_000;

const unavailable = /^(08|53|57P|ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE)/;
// What pg says without a code.
const lost = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

function isUnavailable({ code, message }: { code?: string; message?: string }): boolean {
  return code === undefined ? lost.test(message ?? '') : unavailable.test(code);
}

/** What the database raised, as a refusal. Its own words may carry rows: they go to the function's log, not to the caller. */
function toRefusal(error: unknown): unknown {
  const { code, message, detail } = error as { code?: string; message?: string; detail?: string };
  if (error instanceof Refusal) return error;
  console.error('database:', code, message);
  if (code === undefined)
    return isUnavailable({ message }) ? new Refusal('CT902', 'The database does not answer.') : error;
  if (/^CT\d{3}$/.test(code)) return new Refusal(code as Refusal['code'], message ?? '', detail ?? null);
  if (isUnavailable({ code })) return new Refusal('CT902', 'The database does not answer.');
  if (code === '57014')
    return new Refusal('CT607', 'The database did not get done in the time allowed.', `SQLSTATE ${code}`);
  if (code === '40001' || code === '40P01')
    return new Refusal('CT212', 'Another session was in the way.', `SQLSTATE ${code}`);
  return error;
}

async function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('CT902', 'The database did not answer in time.')), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw toRefusal(error);
  } finally {
    clearTimeout(timer);
  }
}

async function ask<Answer>(
  pool: pg.Pool,
  schema: z.ZodType<Answer>,
  statement: string,
  values: unknown[],
): Promise<Answer> {
  const { rows } = await withPatience(pool.query<{ answer: unknown }>(statement, values));
  return schema.parse(rows[0]?.answer);
}

/** Runs an operation of cutover.command(). */
export function command(
  claims: Claims,
  operation: string,
  args: Record<string, unknown>,
  idempotencyKey: string | null,
  context: RequestContext,
): Promise<CommandAnswer> {
  return ask(database(), commandAnswer, 'select cutover_private.command_as($1, $2, $3, $4, $5) as answer', [
    JSON.stringify(claims),
    operation,
    JSON.stringify(args),
    idempotencyKey,
    JSON.stringify(context),
  ]);
}

/** Does the next step of a run. */
export function advance(claims: Claims, runId: string): Promise<RunAnswer> {
  return ask(database(), runAnswer, 'select cutover_private.advance_run_as($1, $2) as answer', [
    JSON.stringify(claims),
    runId,
  ]);
}

const notification = z.strictObject({
  event_id: z.uuid(),
  lease: z.uuid(),
  attempt: z.number(),
  payload: z.string(),
  kind: z.enum(['slack', 'webhook']),
  url: z.string().nullable(),
  secret_source: z.enum(['vault', 'environment']),
  secret_name: z.string(),
  secret: z.string().nullable(),
  hosts: z.array(z.string()),
  plain_http: z.boolean(),
});
/** What there is to deliver, and all that it takes; the secret goes no further than to the receiver's door. */
export type Notification = z.infer<typeof notification>;

/** Takes the next notification that is due for a target, for a minute; null: there is none. */
export function claimNotification(target: string): Promise<Notification | null> {
  return ask(
    database(),
    notification.nullable(),
    'select (select to_jsonb(n) from cutover_private.claim_notifications($1, 1) n) as answer',
    [target],
  );
}

/** How the attempt ended: delivered, or why not. */
export function finishNotification({ event_id, lease }: Notification, error: string | null): Promise<string> {
  return ask(database(), z.string(), 'select cutover_private.finish_notification($1, $2, $3) as answer', [
    event_id,
    lease,
    error,
  ]);
}

// Refusals of callers whom nobody knows have one connection of their own and a short queue: a flood of them must not take
// the operators' connections. What does not fit is only counted, and the next row says how many.
const maxWaiting = 20;
let door: pg.Pool | undefined;
let waiting = 0;
let onlyCounted = 0;

/** Audits a refusal and gives the answer as SQL words it; undefined when it was only counted. */
export async function refuse(
  claims: Claims,
  operation: string | null,
  refusal: Refusal,
  context: RequestContext,
): Promise<CommandAnswer | undefined> {
  const known = claims !== anonymous;
  if (!known && waiting >= maxWaiting) {
    onlyCounted += 1;
    return undefined;
  }
  const counted = known ? 0 : onlyCounted;
  if (!known) {
    onlyCounted = 0;
    waiting += 1;
    door ??= open(1);
  }
  try {
    const pool = known ? database() : (door as pg.Pool);
    return await ask(pool, commandAnswer, 'select cutover_private.refuse_request($1, $2, $3, $4, $5, $6) as answer', [
      JSON.stringify(claims),
      operation,
      refusal.code,
      refusal.message,
      refusal.details,
      JSON.stringify(counted > 0 ? { ...context, only_counted: counted } : context),
    ]);
  } catch (error) {
    onlyCounted += known ? 0 : counted + 1;
    throw error;
  } finally {
    if (!known) waiting -= 1;
  }
}
