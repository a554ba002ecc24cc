// A project over real HTTP that can be taken away and brought back at the same address, and keeps what it was asked.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = { path: string; headers: IncomingHttpHeaders; body: unknown };
export type Reply = { status?: number; body: unknown };

export async function httpProject(reply: (asked: Asked) => Reply) {
  const asked: Asked[] = [];
  const here = { reply, asked, url: '', open, close };
  let server: Server | undefined;

  async function open(): Promise<void> {
    const opened = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const question: Asked = {
          path: request.url ?? '',
          headers: request.headers,
          body: JSON.parse(Buffer.concat(chunks).toString() || 'null'),
        };
        asked.push(question);
        const { status = 200, body } = here.reply(question);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
    const port = here.url ? Number(new URL(here.url).port) : 0;
    await new Promise<void>((done) => opened.listen(port, '127.0.0.1', done));
    here.url = `http://127.0.0.1:${(opened.address() as AddressInfo).port}`;
    server = opened;
  }

  async function close(): Promise<void> {
    const closed = server;
    server = undefined;
    closed?.closeAllConnections();
    await new Promise<void>((done) => (closed ? closed.close(() => done()) : done()));
  }

  await open();
  return here;
}

/** Resolves with the next event of this kind. */
export function next<Event extends { kind: string }>(
  reads: { onChange(listener: (event: Event) => void): () => void },
  kind: Event['kind'],
): Promise<Event> {
  return new Promise((done) => {
    const leave = reads.onChange((event) => {
      if (event.kind !== kind) return;
      leave();
      done(event);
    });
  });
}
