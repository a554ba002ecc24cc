// What went wrong, in the words of whoever refused, with what to do about it.
import type { ErrorCode } from '@cutover/shared';
import { CutoverError } from '@cutover/shared/client';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { bad, faint, strong } from './screen/cell.ts';
import type { Screen } from './screen/screen.ts';
import { visibleJson } from './screen/visible.ts';

/** The command line asks for something that cannot be done so; nothing was sent. */
export class UsageError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** Ctrl-C, before anything was begun or after all was said. */
export class Interrupted extends Error {}

export type Failure = {
  exitCode: ExitCode;
  code: string;
  message: string;
  details: unknown;
  hint: string | null;
  requestId: string | null;
  /** What was done in spite of it: a run that was released. */
  result?: unknown;
};

/** Nobody answered, or not who was meant: it is not known what became of the request. */
const unanswered = new Set<string>(['CT902', 'CT910', 'CT911', 'CT912', 'CT913'] satisfies ErrorCode[]);

export const isUnanswered = (error: unknown): boolean => error instanceof CutoverError && unanswered.has(error.code);

export function describe(error: unknown): Failure {
  const none = { details: null, hint: null, requestId: null };
  if (error instanceof CutoverError) {
    const { code, message, details, hint, requestId, result } = error;
    return {
      exitCode: isUnanswered(error) ? exitCodes.unreachable : exitCodes.refused,
      code,
      message,
      details,
      hint,
      requestId,
      ...(result !== undefined && { result }),
    };
  }
  if (error instanceof UsageError) {
    return { ...none, exitCode: exitCodes.usage, code: 'usage', message: error.message, hint: error.remedy };
  }
  if (error instanceof Interrupted || (error instanceof Error && /^(Abort|ExitPrompt)Error$/.test(error.name))) {
    const message = error instanceof Interrupted ? error.message : 'Interrupted.';
    return { ...none, exitCode: exitCodes.interrupted, code: 'interrupted', message };
  }
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const hint = 'Report it. What had been asked for may have been done: ask for the status.';
  return { ...none, exitCode: exitCodes.fault, code: 'fault', message, details: stack, hint };
}

export function showFailure(screen: Screen, failure: Failure): void {
  const { code, message, details, hint, requestId, result } = failure;
  if (screen.json) {
    const body = { ok: false, error: { code, message, details, hint }, request_id: requestId, result };
    screen.out.write(`${visibleJson(body)}\n`);
    return;
  }
  screen.note((page) => {
    page.say([...(code.startsWith('CT') ? [bad(code), ' '] : []), strong(message)]);
    const lines = typeof details === 'string' ? details.split('\n') : details == null ? [] : [JSON.stringify(details)];
    for (const line of lines) page.say([line], 2);
    if (hint) page.say(['To do: ', hint], 2);
    if (requestId) page.say([faint(`request ${requestId}`)], 2);
  });
}
