/**
 * Refusals that are over by the next attempt. CT701: the write went straight to a table that is not the truth, or not any more.
 * CT215: the row has been changed since it was read.
 */
const passing = new Set(['CT701', 'CT215']);

/** Does a write, and does it again while it is refused for a passing reason. `write` reads what it needs anew each time. */
export async function tryAgain<Result>(write: () => Promise<Result>, attempts = 6): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt === attempts || !passing.has((error as { code?: string }).code ?? '')) throw error;
      // 50 ms, 100 ms, … each by half more or less, so that not everybody comes back at once.
      await new Promise((done) => setTimeout(done, 50 * 2 ** (attempt - 1) * (0.5 + Math.random())));
    }
  }
}
