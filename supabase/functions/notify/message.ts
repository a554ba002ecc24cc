// What is sent: to a webhook the payload as it was stored, signed; to Slack its words.
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { Undeliverable } from './address.ts';

export const payloadSchema = z.looseObject({
  event_id: z.uuid(),
  event: z.enum(['raised', 'escalated', 'repeated', 'resolved', 'report']),
  level: z.string(),
  environment: z.string(),
  audit: z.looseObject({ origin: z.string(), seq: z.number(), hash: z.string() }),
  alert: z
    .looseObject({ title: z.string(), remedy: z.string(), table: z.string().nullish(), group: z.string().nullish() })
    .optional(),
  report: z.looseObject({ summary: z.string() }).optional(),
});

export type Message = { body: string; headers: Record<string, string> };

/** Slack reads <…> as links and mentions, and & as the beginning of an entity. */
const plain = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').slice(0, 2500);

export function slackMessage(payload: string): Message {
  const { event_id, event, level, environment, audit, alert, report } = payloadSchema.parse(JSON.parse(payload));
  const lines = alert
    ? [
        `*${level.toUpperCase()}* (${event}, ${plain(environment)}) ${plain(alert.title)}`,
        ...(event === 'resolved' ? [] : [plain(alert.remedy)]),
      ]
    : [plain(report?.summary ?? '')];
  lines.push(`_${event_id}, audit log ${audit.seq}: ${audit.hash}_`);
  return {
    body: JSON.stringify({ text: lines.join('\n'), unfurl_links: false, link_names: false }),
    headers: { 'content-type': 'application/json' },
  };
}

/** As https://www.standardwebhooks.com has it; docs/notifications.md says how a receiver checks it. */
export function signedMessage(eventId: string, payload: string, secret: string, at: Date): Message {
  if (!/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret)) {
    throw new Undeliverable('the secret is not whsec_ and 24 bytes or more in base64');
  }
  return {
    body: payload,
    headers: {
      'content-type': 'application/json',
      'webhook-id': eventId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(eventId, at, payload),
    },
  };
}
