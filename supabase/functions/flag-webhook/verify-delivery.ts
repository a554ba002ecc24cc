// Whether a delivery is one of the flag service's, and of now.
import { Refusal } from '../_shared/refusal.ts';

const toleranceSeconds = 300;

/** The delivery's id. Raises CT015. */
export async function verifyDelivery(
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  secret: string,
  now: number = Date.now(),
): Promise<string> {
  const id = headers.get('x-webhook-id') ?? '';
  const timestamp = headers.get('x-webhook-timestamp') ?? '';
  const signature = /^sha256=([0-9a-f]{64})$/i.exec(headers.get('x-webhook-signature') ?? '')?.[1];
  if (!/^[\x21-\x7e]{1,150}$/.test(id)) throw new Refusal('CT015', 'The header x-webhook-id is missing or too long.');
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new Refusal('CT015', 'The header x-webhook-timestamp is not a number of seconds since 1970.');
  }
  if (signature === undefined) {
    throw new Refusal('CT015', 'The header x-webhook-signature is not sha256=<64 hexadecimal digits>.');
  }
  const encoder = new TextEncoder();
  const signed = new Uint8Array([...encoder.encode(`${timestamp}.`), ...body]);
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ]);
  // Compares in a time that does not depend on what is compared.
  if (!(await crypto.subtle.verify('HMAC', key, Uint8Array.fromHex(signature), signed))) {
    throw new Refusal('CT015', 'The signature does not fit the timestamp and the body.');
  }
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) {
    throw new Refusal('CT015', 'The delivery is older, or newer, than five minutes.');
  }
  return id;
}
