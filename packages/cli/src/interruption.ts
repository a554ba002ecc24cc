// Ctrl-C: the first one is answered by whoever is at work, the second one ends everything at once.

let controller: AbortController | undefined;

export function interruption(): AbortSignal {
  if (controller) return controller.signal;
  const begun = new AbortController();
  controller = begun;
  const interrupt = (): void => {
    if (begun.signal.aborted) process.exit(130);
    begun.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return begun.signal;
}
