// Somebody who wants to be told: an HTTP server that keeps what the edge function notify delivers to it.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sql } from 'postgres';
import { isGenuine } from '../../docs/examples/verify-notification.ts';
import type { Stack } from '../../scripts/stack/index.ts';
import { call } from '../functions/http.ts';
import { command } from '../runs/group.ts';

export type Message = { event: string; level: string; alert?: { key: string; run?: string; detail?: unknown } };

export type Receiver = {
  /** Genuine ones only. */
  messages: Message[];
  /** What the scheduler does every minute. */
  deliver: () => Promise<void>;
  close: () => void;
};

export async function listen(sql: Sql, stack: Stack): Promise<Receiver> {
  const key = `whsec_${randomBytes(32).toString('base64')}`;
  const messages: Message[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    if (isGenuine(headers, body, key)) messages.push(JSON.parse(body) as Message);
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  await command(sql, 'set_setting', { key: 'notification_hosts', value: ['127.0.0.1'] });
  await command(sql, 'set_setting', { key: 'notification_plain_http', value: true });
  await sql`select vault.create_secret(${key}, 'cutover_notify_watch')`;
  await command(sql, 'set_notification_target', {
    name: 'watch',
    kind: 'webhook',
    vault_secret: 'cutover_notify_watch',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  });
  return {
    messages,
    deliver: async () => {
      const answer = await call(stack, 'notify');
      if (!answer.body.ok) throw new Error(JSON.stringify(answer.body));
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
