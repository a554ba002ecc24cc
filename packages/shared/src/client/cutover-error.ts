// What a call rejects with, whether the project refused it or nobody answered.
import { errorByCode } from '../error-registry.ts';
import type { ErrorCode } from '../errors.ts';

export interface CutoverErrorFields {
  code: string;
  message: string;
  details?: unknown;
  hint?: string | null;
  status: number;
  requestId?: string | null;
  result?: unknown;
}

export class CutoverError extends Error {
  override readonly name = 'CutoverError';
  /** A registered code: CTnnn. */
  readonly code: string;
  readonly details: unknown;
  /** What the reader can do about it. */
  readonly hint: string | null;
  /** The HTTP status that came, or that belongs to the code when none did. */
  readonly status: number;
  /** Names the request in the audit log and in the functions' logs. */
  readonly requestId: string | null;
  /** What there is in spite of the refusal: a run that was released, or one that goes on without the caller (finished is false). */
  readonly result?: unknown;

  constructor(fields: CutoverErrorFields, options?: ErrorOptions) {
    super(fields.message, options);
    this.code = fields.code;
    this.details = fields.details ?? null;
    this.hint = fields.hint ?? null;
    this.status = fields.status;
    this.requestId = fields.requestId ?? null;
    if (fields.result !== undefined) this.result = fields.result;
  }
}

/** Something that went wrong on this side of the connection. */
export function clientError(
  code: ErrorCode,
  fields: { message?: string; details?: unknown; status?: number; requestId?: string | null; cause?: unknown } = {},
): CutoverError {
  const { title, remedy, httpStatus } = errorByCode(code);
  const { message = `${title}.`, status = httpStatus, cause, ...rest } = fields;
  return new CutoverError({ code, message, hint: remedy, status, ...rest }, { cause });
}
