// What a function itself refuses, before or instead of the database.
import type { ErrorCode } from '@cutover/shared';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;
  readonly details: string | null;

  constructor(code: ErrorCode, message: string, details: string | null = null) {
    super(storable(message));
    this.code = code;
    this.details = details === null ? null : storable(details);
  }
}

/** As PostgreSQL can keep it: callers' words come back in messages, and they may hold anything. */
export function storable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out here
  return text.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, '\ufffd');
}
