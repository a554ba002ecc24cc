// Looking up registered errors, and the one shape in which they leave.
import { z } from 'zod';
import { type ErrorCode, type ErrorEntry, findError } from './errors.ts';

/** The entry of a code that is known to be registered. */
export function errorByCode(code: ErrorCode): ErrorEntry {
  const entry = findError(code);
  if (entry === undefined) throw new Error(`${code} is not registered`);
  return entry;
}

/** What every refusal looks like on the wire, as `cutover.command` gives it too. */
export const errorAnswerSchema = z.strictObject({
  ok: z.literal(false),
  error: z.strictObject({
    code: z.string(),
    name: z.string(),
    message: z.string(),
    details: z.unknown(),
    hint: z.string().nullable(),
  }),
  request_id: z.string(),
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
  const known = findError(refusal.code);
  const entry = known ?? errorByCode('CT901');
  return {
    status: entry.httpStatus,
    body: {
      ok: false,
      error: {
        code: entry.code,
        name: entry.name,
        // The words of an error that is not ours may carry rows: they stay inside.
        message: (known && refusal.message) || entry.title,
        details: (known && refusal.details) ?? null,
        hint: (known && refusal.hint) || entry.remedy,
      },
      request_id: requestId,
    },
  };
}
