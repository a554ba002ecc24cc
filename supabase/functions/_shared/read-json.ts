// A request's body as JSON, of limited size.
import { Refusal } from './refusal.ts';

export const MAX_BODY_BYTES = 64 * 1024;

const tooLarge = (maximum: number): Refusal => new Refusal('CT010', `The body has more than ${maximum} bytes.`);

/** The body's bytes. Raises CT010. */
export async function readBytes(request: Request, maximum = MAX_BODY_BYTES): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > maximum) throw tooLarge(maximum);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // What the header says need not be true.
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maximum) throw tooLarge(maximum);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.byteLength;
  }
  return bytes;
}

/** The value in the body, whatever its Content-Type; undefined when there is none. Raises CT009 and CT010. */
export async function readJson(request: Request, maximum = MAX_BODY_BYTES): Promise<unknown> {
  return parseJson(await readBytes(request, maximum));
}

/** The value that these bytes are; undefined when there are none. Raises CT009. */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('CT009', 'The body is not UTF-8.');
  }
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    // Where, but not what: the body may hold anything, and this goes to the audit log.
    const [where] = /at position \d+(?: \(line \d+ column \d+\))?/.exec(String(error)) ?? [];
    throw new Refusal('CT009', 'The body is not valid JSON.', where ?? null);
  }
}
