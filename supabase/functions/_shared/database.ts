// The way into the database: one transaction a call, as the caller.
import { type CommandAnswer, commandAnswer, type RunAnswer, runAnswer } from '@cutover/shared';
import postgres from 'postgres';
import { anonymous, type Claims } from './authenticate.ts';
import { Refusal } from './refusal.ts';

/** What the audit log keeps of a request. */
export type RequestContext = {
  request_id: string;
  client_address: string | null;
  user_agent: string | null;
  function: string;
  method: string;
};

type Transaction = postgres.TransactionSql;

const open = (connections: number): postgres.Sql =>
  postgres(Deno.env.get('SUPABASE_DB_URL') ?? '', {
    max: connections,
    // A transaction pooler may stand in between.
    prepare: false,
    fetch_types: false,
    idle_timeout: 20,
    connect_timeout: 10,
    // Seconds before the next attempt: a database that is back is found again soon.
    backoff: (attempts) => Math.min(attempts / 10, 1),
    // A refusal is a warning, too; the answer carries it.
    onnotice: () => {},
    connection: { application_name: 'cutover functions' },
  });

let shared: postgres.Sql | undefined;
const database = (): postgres.Sql => {
  shared ??= open(4);
  return shared;
};

/** Longer than any operation takes, shorter than the platform waits for an answer. */
const patienceMs = 115_000;

const unavailable = /^(08|53|57P|CONNECTION_|CONNECT_TIMEOUT|ECONN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE)/;

export function isUnavailable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && unavailable.test(code);
}

/** What the database raised, as a refusal. Its own words may carry rows: they go to the function's log, not to the caller. */
function toRefusal(error: unknown): unknown {
  const { code, message, detail } = error as { code?: string; message?: string; detail?: string };
  if (error instanceof Refusal || code === undefined) return error;
  console.error('database:', code, message);
  if (/^CT\d{3}$/.test(code)) return new Refusal(code as Refusal['code'], message ?? '', detail ?? null);
  if (isUnavailable(error)) return new Refusal('CT902', 'The database does not answer.');
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

/** As the Data API does it: the role and the claims, for this transaction only. */
function asCaller<T>(claims: Claims, body: (transaction: Transaction) => Promise<T>): Promise<T> {
  return withPatience(
    database().begin(async (transaction) => {
      await transaction`
        select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true), set_config('role', ${claims.role}, true),
          set_config('statement_timeout', '100s', true)`;
      return await body(transaction);
    }) as Promise<T>,
  );
}

/** Runs an operation of cutover.command(). */
export function command(
  claims: Claims,
  operation: string,
  args: Record<string, unknown>,
  idempotencyKey: string | null,
  context: RequestContext,
): Promise<CommandAnswer> {
  return asCaller(claims, async (transaction) => {
    const [row] = await transaction`
      select cutover.command(${operation}, ${transaction.json(args as postgres.JSONValue)}, ${idempotencyKey},
        ${transaction.json(context)}) as answer`;
    return commandAnswer.parse(row?.answer);
  });
}

/** Does the next step of a run. */
export function advance(claims: Claims, runId: string): Promise<RunAnswer> {
  return asCaller(claims, async (transaction) => {
    const [row] = await transaction`select cutover.advance_run(${runId}) as answer`;
    return runAnswer.parse(row?.answer);
  });
}

// Refusals of callers whom nobody knows have one connection of their own and a short queue: a flood of them must not take
// the operators' connections. What does not fit is only counted, and the next row says how many.
const maxWaiting = 20;
let door: postgres.Sql | undefined;
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
    // The owner's right: no role is taken on, the claims only say whom it concerns.
    const refused = (known ? database() : (door as postgres.Sql)).begin(async (transaction) => {
      await transaction`
        select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true), set_config('statement_timeout', '10s', true)`;
      const [row] = await transaction`
        select cutover_private.refuse_request(${operation}, ${refusal.code}, ${refusal.message}, ${refusal.details},
          ${transaction.json(counted > 0 ? { ...context, only_counted: counted } : context)}) as answer`;
      return commandAnswer.parse(row?.answer);
    });
    return await withPatience(refused as Promise<CommandAnswer>);
  } catch (error) {
    onlyCounted += known ? 0 : counted + 1;
    throw error;
  } finally {
    if (!known) waiting -= 1;
  }
}
