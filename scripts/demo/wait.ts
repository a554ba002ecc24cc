// Waiting for what pg_cron and the servers do by themselves.

/** Asks until there is an answer. Says what it waited for when it gives up. */
export async function waitFor<T>(
  what: string,
  patienceSeconds: number,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const until = performance.now() + patienceSeconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`${what}: not within ${patienceSeconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
