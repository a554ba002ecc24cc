// Which project, and who asks. Secrets come from the environment or from stdin, never from an argument that `ps` shows.
import { text } from 'node:stream/consumers';
import { type CallOptions, createCutoverClient } from '@cutover/shared/client';
import { UsageError } from './failure.ts';

export type ConnectionOptions = { url?: string; onBehalfOf?: string; tokenStdin?: boolean; secretKeyStdin?: boolean };

/** The client as commands use it that are made from a description: a request is checked against that, not by its type. */
export type Client = {
  call: (name: string, body: object, options?: CallOptions) => Promise<unknown>;
  stream: (
    name: string,
    body: object,
    options: CallOptions,
  ) => AsyncGenerator<{ event: string; data: Record<string, unknown> }, void, void>;
};

export async function connect(options: ConnectionOptions): Promise<Client> {
  const url = options.url ?? process.env.CUTOVER_URL ?? '';
  if (!/^https?:\/\/./.test(url) || !URL.canParse(url)) {
    throw new UsageError(
      url === '' ? 'Nobody has said which project.' : `"${url}" is not the address of a project.`,
      'Set CUTOVER_URL, or give --url, such as https://<ref>.supabase.co; on the local stack: eval "$(npm run -s stack -- env)".',
    );
  }
  const given = options.tokenStdin || options.secretKeyStdin ? (await text(process.stdin)).trim() : undefined;
  const token = options.tokenStdin ? given : given === undefined ? process.env.CUTOVER_TOKEN : undefined;
  const secretKey = options.secretKeyStdin ? given : given === undefined ? process.env.CUTOVER_SECRET_KEY : undefined;
  if (token && secretKey) {
    throw new UsageError('Both CUTOVER_TOKEN and CUTOVER_SECRET_KEY are set.', 'Unset the one that is not to be used.');
  }
  const secret = token || secretKey;
  if (!secret) {
    throw new UsageError(
      'Nobody has said who asks.',
      'Set CUTOVER_TOKEN (access token of an operator) or CUTOVER_SECRET_KEY, or pipe it in with --token-stdin or --secret-key-stdin.',
    );
  }
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new UsageError(
      'What was given as a token or key cannot be one: it has spaces or other characters.',
      'Give it alone.',
    );
  }
  const client = createCutoverClient({ url, ...(token ? { token } : { secretKey: secret }) }) as unknown as Client;
  const { onBehalfOf } = options;
  if (onBehalfOf === undefined) return client;
  return {
    call: (name, body, given) => client.call(name, body, { ...given, onBehalfOf }),
    stream: (name, body, given) => client.stream(name, body, { ...given, onBehalfOf }),
  };
}
