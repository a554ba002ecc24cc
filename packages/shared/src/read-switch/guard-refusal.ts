// Errors that tell an application that what it knows about sides is old.

/** How deep drivers and clients wrap what the database said. */
const MAXIMUM_DEPTH = 5;

/** Whether the guard refused a write to the side that must not take it (CT701): in pg, postgres.js, supabase-js or an answer of ours. */
export function callsForAnotherLook(error: unknown): boolean {
  let here = error;
  for (let depth = 0; depth < MAXIMUM_DEPTH && here !== null && typeof here === 'object'; depth += 1) {
    const { code, cause, error: inner } = here as { code?: unknown; cause?: unknown; error?: unknown };
    if (code === 'CT701') return true;
    here = cause ?? inner;
  }
  return false;
}
