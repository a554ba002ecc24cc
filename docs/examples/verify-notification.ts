// How a receiver of Cutover's webhooks checks that a message is genuine. Node 20 or newer, no packages.
import { createHmac, timingSafeEqual } from 'node:crypto';

const toleranceSeconds = 300;

/**
 * Whether the message is ours, and of now. `body` is the body as it came, not parsed and written again; `secret` is what
 * the target was set up with (whsec_…). Keep the webhook-id of what you have had: a message may come twice.
 */
export function isGenuine(headers: Headers, body: string, secret: string, now = Date.now()): boolean {
  const id = headers.get('webhook-id') ?? '';
  const timestamp = headers.get('webhook-timestamp') ?? '';
  const age = Math.abs(now / 1000 - Number(timestamp));
  if (id === '' || !/^\d+$/.test(timestamp) || age > toleranceSeconds) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return (headers.get('webhook-signature') ?? '').split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
