// Looking up registered errors, and the one shape in which they leave.
import { z } from 'zod';
import { type ErrorCode, type ErrorEntry, findError } from './errors.ts';

/** The entry of a code that is known to be registered. */
export function errorByCode(code: ErrorCode): ErrorEntry {
  const entry = findError(code);
  if (entry === undefined) throw new Error(`${code} is not registered`);
  return entry;
}

/** What every refusal looks like, on the wire and in `run.error`. */
export const errorAnswerSchema = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    name: z.string(),
    message: z.string(),
    details: z.unknown(),
    hint: z.string().nullable(),
    request_id: z.string(),
  }),
});
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;

export interface Refusal {
  code: string;
  message?: string | null | undefined;
  details?: unknown;
  hint?: string | null | undefined;
}

/** Gives a refusal its registered name, status and, where it has none of its own, title and remedy. */
export function errorAnswer(refusal: Refusal, requestId: string): { status: number; body: ErrorAnswer } {
  const entry = findError(refusal.code) ?? errorByCode('CT901');
  return {
    status: entry.httpStatus,
    body: {
      error: {
        code: entry.code,
        name: entry.name,
        message: refusal.message ?? entry.title,
        details: refusal.details ?? null,
        hint: refusal.hint ?? entry.remedy,
        request_id: requestId,
      },
    },
  };
}
