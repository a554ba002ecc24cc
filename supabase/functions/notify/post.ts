// One POST over a connection to an address that was checked. fetch() would look the name up again, and could be led elsewhere
// meanwhile; here the certificate is checked against the name, and the connection goes to the address.
import { type Destination, Undeliverable } from './address.ts';
import type { Message } from './message.ts';

const timeoutMs = 10_000;
/** Of an answer no more than its first line matters. */
const maxAnswerBytes = 16 * 1024;

function requestBytes({ host, port, tls, path }: Destination, { body, headers }: Message): Uint8Array {
  const bytes = new TextEncoder().encode(body);
  const name = host.includes(':') ? `[${host}]` : host;
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${port === (tls ? 443 : 80) ? name : `${name}:${port}`}`,
    'user-agent: cutover-notify',
    'connection: close',
    `content-length: ${bytes.byteLength}`,
    ...Object.entries(headers).map(([key, value]) => `${key}: ${value}`),
  ];
  const start = new TextEncoder().encode(`${head.join('\r\n')}\r\n\r\n`);
  const whole = new Uint8Array(start.byteLength + bytes.byteLength);
  whole.set(start);
  whole.set(bytes, start.byteLength);
  return whole;
}

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.byteLength; ) done += await connection.write(bytes.subarray(done));
}

/** The status of the answer; those that only announce another one are passed over. */
async function readStatus(connection: Deno.Conn): Promise<number> {
  const buffer = new Uint8Array(4096);
  let text = '';
  while (text.length < maxAnswerBytes) {
    const read = await connection.read(buffer);
    if (read === null) break;
    text += new TextDecoder('latin1').decode(buffer.subarray(0, read));
    text = text.replace(/^(HTTP\/1\.[01] 1\d\d [\s\S]*?\r\n\r\n)+/, '');
    const status = /^HTTP\/1\.[01] ([2-5]\d\d)[ \r\n]/.exec(text)?.[1];
    if (status !== undefined) return Number(status);
  }
  throw new Undeliverable('the answer is not HTTP');
}

async function talk(destination: Destination, message: Message, opened: (connection: Deno.Conn) => void) {
  let connection: Deno.Conn = await Deno.connect({ hostname: destination.address, port: destination.port });
  opened(connection);
  if (destination.tls) {
    connection = await Deno.startTls(connection as Deno.TcpConn, { hostname: destination.host });
    opened(connection);
  }
  await writeAll(connection, requestBytes(destination, message));
  return await readStatus(connection);
}

/** Delivers, or says why not. A redirect is followed nowhere. */
export async function post(destination: Destination, message: Message): Promise<void> {
  let open: Deno.Conn | undefined;
  let late = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = (): void => {
    try {
      open?.close();
    } catch {
      // It is closed already, or became another one.
    }
  };
  const talking = talk(destination, message, (connection) => {
    open = connection;
    if (late) close();
  });
  // What fails after its time is over interests nobody.
  talking.catch(() => {});
  try {
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Undeliverable('no answer within 10 seconds')), timeoutMs);
    });
    const status = await Promise.race([talking, timeout]);
    if (status >= 300)
      throw new Undeliverable(`HTTP ${status}${status < 400 ? ', and redirects are not followed' : ''}`);
  } finally {
    late = true;
    clearTimeout(timer);
    close();
  }
}
