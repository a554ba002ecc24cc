// One line a request for the function's log: what it was, how it ended, how long it took. Neither bodies nor credentials.
import type { Answer } from './answer.ts';
import type { RequestContext } from './database.ts';

export type Ended = {
  context: RequestContext;
  operation: string | null;
  answer: Answer;
  /** Milliseconds since it came in. */
  ms: number;
  /** What went wrong inside, if something did. */
  cause?: unknown;
};

/** The code in an answer; null: it went well. */
export function codeOf({ body }: Answer): string | null {
  const { code } = (body.error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : null;
}

export function logRequest({ context, operation, answer, ms }: Ended): void {
  const { request_id, function: name, method } = context;
  const level = answer.status >= 500 ? 'error' : 'info';
  const line = {
    level,
    request_id,
    function: name,
    method,
    operation,
    status: answer.status,
    code: codeOf(answer),
    ms,
  };
  console.log(JSON.stringify(line));
}
