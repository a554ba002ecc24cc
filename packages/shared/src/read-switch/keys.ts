// Keys that must not be where a person can read them.

/** A secret key of the project, or the service_role token of older ones. */
function isSecret(key: string): boolean {
  if (key.startsWith('sb_secret_')) return true;
  const payload = key.split('.')[1];
  if (payload === undefined) return false;
  try {
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { role?: unknown } | null;
    return claims?.role === 'service_role';
  } catch {
    return false;
  }
}

/** Whether this is a page, or a worker of one: whatever is here, its reader has. */
function inBrowser(): boolean {
  const here = globalThis as { window?: unknown; document?: unknown; importScripts?: unknown };
  return (here.window !== undefined && here.document !== undefined) || typeof here.importScripts === 'function';
}

/** Raises where a key would be given away: nothing can make up for that later. */
export function refuseSecretInBrowser(apiKey: string | undefined): void {
  if (apiKey !== undefined && isSecret(apiKey) && inBrowser()) {
    throw new TypeError(
      'The API key is a secret key, and this is a browser: everybody who opens the page could read it. Use the publishable key, and the access token of who is signed in.',
    );
  }
}
