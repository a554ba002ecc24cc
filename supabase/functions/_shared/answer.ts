// The one shape in which everything leaves: {ok, result | error, request_id}.
import { type CommandAnswer, errorAnswer, findError, type RunAnswer } from '@cutover/shared';
import type { Telling } from './event-stream.ts';
import type { Refusal } from './refusal.ts';

export type Answer = {
  status: number;
  body: Record<string, unknown>;
  headers?: Record<string, string>;
  /** Where it is not known yet: what leads to it, told as it happens. */
  events?: Telling;
};

/** What the door said, under this request's id; a replayed answer names the request that got it first. */
export function fromCommand(answer: CommandAnswer, requestId: string): Answer {
  const {
    http_status: httpStatus,
    request_id: first,
    replayed,
    ...rest
  } = answer as CommandAnswer & {
    http_status?: number | null;
  };
  const body = {
    ...rest,
    request_id: requestId,
    ...(replayed === true && { replayed: true, first_request_id: first ?? null }),
  };
  return { status: answer.ok ? 200 : (httpStatus ?? findError(answer.error.code)?.httpStatus ?? 500), body };
}

export function fromRefusal(
  { code, message, details }: Pick<Refusal, 'code' | 'message' | 'details'>,
  requestId: string,
): Answer {
  return errorAnswer({ code, message, details }, requestId);
}

type RunError = { code?: string; message?: string; details?: string | null; hint?: string | null };

/** A run: 200 completed, 202 still on its way, and the reason's own status when nothing was switched. */
export function fromRun(run: RunAnswer, requestId: string): Answer {
  if (!run.finished) {
    const hint = `The run goes on by itself. Ask cutover-status for group ${JSON.stringify(run.group)}, or repeat the request with the same idempotency key.`;
    return {
      status: 202,
      body: { ok: true, result: { ...run, hint }, request_id: requestId },
      headers: { 'retry-after': '5' },
    };
  }
  if (run.status === 'completed') return { status: 200, body: { ok: true, result: run, request_id: requestId } };
  const error = (run.error ?? {}) as RunError;
  const reason = findError(error.code ?? '');
  const { status, body } = errorAnswer(
    {
      // Codes that are not ours keep to the log; what counts here is that nothing was switched.
      code: reason?.code ?? 'CT605',
      message: `Nothing was switched. ${error.message ?? ''}`.trim(),
      details: error.details || (reason || !error.code ? null : `SQLSTATE ${error.code}`),
      hint: error.hint,
    },
    requestId,
  );
  return { status, body: { ...body, result: run } };
}
