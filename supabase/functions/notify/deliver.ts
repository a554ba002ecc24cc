// Empties the outbox: one lane a target, so that a receiver that hangs holds up nobody but itself.
import { claimNotification, finishNotification, type Notification } from '../_shared/database.ts';
import { destinationOf, Undeliverable } from './address.ts';
import { signedMessage, slackMessage } from './message.ts';
import { post } from './post.ts';

export type Lane = { target: string; delivered: number; error?: string };

/** Well below the 150 s after which the platform gives up on a function. */
const patienceMs = 50_000;

/** A project in the cloud is never reached over http: there, a setting alone opens nothing. */
const isLocalStack = (): boolean => (Deno.env.get('SUPABASE_URL') ?? '').startsWith('http://');

async function resolve(host: string): Promise<string[]> {
  const answers = await Promise.all(
    (['A', 'AAAA'] as const).map((type) =>
      Deno.resolveDns(host, type).catch((error: unknown) => {
        if (error instanceof Deno.errors.NotFound) return [];
        throw new Undeliverable('the name of the host cannot be looked up');
      }),
    ),
  );
  return answers.flat();
}

async function send(notification: Notification): Promise<void> {
  const secret =
    notification.secret_source === 'environment'
      ? Deno.env.get(notification.secret_name)
      : (notification.secret ?? undefined);
  if (!secret) throw new Undeliverable(`there is no secret ${notification.secret_name}`);
  const rules = { hosts: notification.hosts, plainHttp: notification.plain_http && isLocalStack() };
  const slack = notification.kind === 'slack';
  const destination = await destinationOf(slack ? secret : (notification.url ?? ''), rules, resolve);
  const { event_id: eventId, payload } = notification;
  await post(destination, slack ? slackMessage(payload) : signedMessage(eventId, payload, secret, new Date()));
}

/** In words that hold nothing of an address or a secret. */
function wordsFor(error: unknown): string {
  if (error instanceof Undeliverable) return error.message;
  return error instanceof Error ? `the connection failed: ${error.name}` : 'the connection failed';
}

async function runLane(target: string, until: number): Promise<Lane> {
  let delivered = 0;
  while (performance.now() < until) {
    const notification = await claimNotification(target);
    if (!notification) break;
    try {
      await send(notification);
    } catch (error) {
      const words = wordsFor(error);
      await finishNotification(notification, words);
      // What else is due for it would fail alike; it has its turn at the next call.
      return { target, delivered, error: words };
    }
    // Should this fail, the lease runs out and the message goes out once more, with the same id.
    await finishNotification(notification, null);
    delivered += 1;
  }
  return { target, delivered };
}

export async function deliver(targets: readonly string[]): Promise<Lane[]> {
  const until = performance.now() + patienceMs;
  return await Promise.all(
    targets.map((target) =>
      runLane(target, until).catch((error: unknown) => {
        console.error(target, error);
        return { target, delivered: 0, error: 'the database did not answer' };
      }),
    ),
  );
}
