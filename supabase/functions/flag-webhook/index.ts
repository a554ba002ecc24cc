// A flag service says that a flag has changed; its value is asked of the service itself, and applied as an operator's command.
import { nameSchema } from '@cutover/shared';
import { z } from 'zod';
import { type Answer, fromCommand } from '../_shared/answer.ts';
import { checkArguments } from '../_shared/check-arguments.ts';
import { command } from '../_shared/database.ts';
import { requireAddress, serve } from '../_shared/endpoint.ts';
import { parseJson, readBytes } from '../_shared/read-json.ts';
import { Refusal } from '../_shared/refusal.ts';
import { flagServiceOf, flagValue } from './flag-service.ts';
import { verifyDelivery } from './verify-delivery.ts';

const definition = { name: 'flag-webhook', methods: ['POST'], operation: 'set_feature_flag' } as const;

const splitPrefix = 'read_split.';

/** A flag that changes more often than this while it is applied has further deliveries. */
const maxRounds = 3;

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return bytes.toHex().slice(0, 16);
}

/** Services send more than that; none of it is believed. */
const delivery = z.object({
  flag: z.union(
    [
      z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
      z
        .string()
        .startsWith(splitPrefix)
        .refine((flag) => nameSchema.safeParse(flag.slice(splitPrefix.length)).success),
    ],
    { error: `must be the name of a flag, or ${splitPrefix}<table>` },
  ),
});

/** What a value asks for. Raises CT223. */
function commandFor(flag: string, value: unknown): { operation: string; args: Record<string, unknown> } {
  const percentage =
    typeof value === 'number' && value >= 0 && value <= 100 && Math.round(value * 100) / 100 === value
      ? value
      : undefined;
  const split = flag.startsWith(splitPrefix);
  if (percentage === undefined && (split || typeof value !== 'boolean')) {
    throw new Refusal(
      'CT223',
      `The value of ${flag} is neither a percentage of two decimal places${split ? '' : ' nor a boolean'}.`,
      `It is of the type ${value === null ? 'null' : typeof value}.`,
    );
  }
  if (split) {
    const table = flag.slice(splitPrefix.length);
    return {
      operation: 'set_read_split',
      args: { table, percentage, reason: 'The flag service has this percentage.' },
    };
  }
  return {
    operation: 'set_feature_flag',
    args:
      percentage === undefined
        ? { name: flag, enabled: value }
        : { name: flag, enabled: true, rollout_percentage: percentage },
  };
}

export default serve(definition, async (request, context, caller): Promise<Answer> => {
  requireAddress(request, definition);
  const service = flagServiceOf(Deno.env);
  const body = await readBytes(request);
  const id = await verifyDelivery(request.headers, body, service.secret);
  // From here on it is somebody whose role stands in cutover.operators, or does not.
  caller.claims = { role: 'service_role', key_name: 'flag_webhook' };
  const { flag } = checkArguments(delivery, parseJson(body));
  let value = await flagValue(service, flag);
  for (let round = 1; ; round++) {
    const { operation, args } = commandFor(flag, value);
    caller.operation = operation;
    // The id is not signed: whoever sends a delivery under the next one's shall not use that up.
    const key = `flag-webhook:${id}:${await digest(`${flag} ${JSON.stringify(value)}`)}:${round}`;
    const answer = await command(caller.claims, operation, args, key, context);
    // Of two deliveries, the one that asked first may be the last to apply: it looks once more.
    const now = answer.ok && round < maxRounds ? await flagValue(service, flag).catch(() => value) : value;
    if (now === value) return fromCommand(answer, context.request_id);
    value = now;
  }
});
