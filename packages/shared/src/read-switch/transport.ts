// Ways to ask the project. Each asks once and rejects with a reason; patience and repetition are the switch's.
import { refuseSecretInBrowser } from './keys.ts';

/** What a switch needs from a transport. Answers are checked by the switch. */
export type Transport = {
  /** All that servers need to decide for everybody. Takes an operator's credentials (viewer or more). */
  configuration(signal: AbortSignal): Promise<unknown>;
  /** The caller's own sides of these tables. */
  sides(tables: readonly string[], signal: AbortSignal): Promise<unknown>;
};

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type Credentials = {
  /** The project's URL: https://<ref>.supabase.co */
  url: string;
  /** Goes into the header apikey: the publishable key in browsers, a secret key only on servers. */
  apiKey?: string;
  /** The access token of whoever is signed in; asked for at each request, because tokens are renewed. */
  accessToken?: () => string | null | undefined | Promise<string | null | undefined>;
  /** Default: the platform's own. */
  fetch?: Fetch;
};

const SCHEMA = 'cutover';

/** Operations answer {ok, result} or {ok, error}. */
function unwrap(answer: unknown): unknown {
  const { ok, result, error } = (answer ?? {}) as { ok?: unknown; result?: unknown; error?: Refusal };
  if (ok !== true) throw new Error(inWords(error));
  return result;
}

type Refusal = { code?: string | undefined; message?: string | undefined } | null | undefined;

const inWords = (refusal: Refusal): string =>
  [refusal?.code, refusal?.message].filter(Boolean).join(' ') || 'The project gave no reason.';

async function post(
  { url, apiKey, accessToken, fetch = globalThis.fetch }: Credentials,
  path: string,
  body: unknown,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<unknown> {
  const token = await accessToken?.();
  const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(apiKey !== undefined && { apikey: apiKey }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify(body),
    signal,
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return unwrap(answer);
  const { error, ...refusal } = (answer ?? {}) as { error?: Refusal } & Refusal;
  throw new Error(`${path} answered ${response.status}: ${inWords(error ?? refusal)}`);
}

/** The Data API: the schema cutover has to be among those that it shows. */
export function overDataApi(credentials: Credentials): Transport {
  refuseSecretInBrowser(credentials.apiKey);
  const headers = { 'content-profile': SCHEMA, 'accept-profile': SCHEMA };
  return {
    configuration: (signal) => post(credentials, '/rest/v1/rpc/read_configuration', {}, signal, headers),
    sides: (tables, signal) => post(credentials, '/rest/v1/rpc/read_sides', { p_tables: tables }, signal, headers),
  };
}

/** The edge function read-side. */
export function overFunction(credentials: Credentials): Transport {
  refuseSecretInBrowser(credentials.apiKey);
  const ask = (body: unknown, signal: AbortSignal): Promise<unknown> =>
    post(credentials, '/functions/v1/read-side', body, signal, {});
  return {
    configuration: (signal) => ask({}, signal),
    sides: (tables, signal) => ask({ tables }, signal),
  };
}

/** As much of supabase-js as is used; any client of version 2 fits. */
export type SupabaseLike = {
  schema(name: 'cutover'): {
    rpc(
      name: string,
      args?: Record<string, unknown>,
    ): {
      abortSignal(
        signal: AbortSignal,
      ): PromiseLike<{ data: unknown; error: { code?: string; message: string } | null }>;
    };
  };
};

/** A client of supabase-js that the application has already, with its session. */
export function overSupabase(client: SupabaseLike): Transport {
  // The client keeps its key to itself, but keeps it.
  refuseSecretInBrowser((client as { supabaseKey?: string }).supabaseKey);
  const ask = async (name: string, args: Record<string, unknown>, signal: AbortSignal): Promise<unknown> => {
    const { data, error } = await client.schema(SCHEMA).rpc(name, args).abortSignal(signal);
    // A command that was refused answers with the refusal, and with its status: supabase-js takes that for the error.
    const refusal = (error as { error?: Refusal } | null)?.error ?? error;
    if (refusal) throw new Error(`${name}: ${inWords(refusal)}`);
    return unwrap(data);
  };
  return {
    configuration: (signal) => ask('read_configuration', {}, signal),
    sides: (tables, signal) => ask('read_sides', { p_tables: tables }, signal),
  };
}
