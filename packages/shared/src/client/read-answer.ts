// The one shape in which functions answer, taken apart.
import { CutoverError, clientError } from './cutover-error.ts';

type Refusal = { code?: unknown; message?: unknown; details?: unknown; hint?: unknown };
type Body = { ok?: unknown; result?: unknown; error?: Refusal; request_id?: unknown } | null;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The result. Raises CutoverError: the refusal, or CT911 when the answer is not one of ours. */
export function readAnswer(body: unknown, status: number, requestId: string | null): unknown {
  const answer = (typeof body === 'object' ? body : null) as Body;
  if (answer?.ok === true && 'result' in answer) return answer.result;
  const { code, message, details, hint } = answer?.error ?? {};
  if (answer?.ok === false && typeof code === 'string') {
    throw new CutoverError({
      code,
      message: text(message) ?? code,
      details,
      hint: text(hint),
      status,
      requestId: text(answer.request_id) ?? requestId,
      result: answer.result,
    });
  }
  // The platform's own refusals have another shape: {code, message}.
  const said = typeof body === 'string' ? body : JSON.stringify(body ?? null);
  throw clientError('CT911', { details: `${status}: ${said.slice(0, 500)}`, status, requestId });
}
