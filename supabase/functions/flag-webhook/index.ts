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
  const { operation, args } = commandFor(flag, await flagValue(service, flag));
  caller.operation = operation;
  const answer = await command(caller.claims, operation, args, `flag-webhook:${id}`, context);
  // The delivery was applied before, and the flag has another value by now: that change has a delivery of its own.
  if (!answer.ok && answer.error.code === 'CT301') {
    return {
      status: 200,
      body: { ok: true, result: { flag, applied: false }, request_id: context.request_id, replayed: true },
    };
  }
  return fromCommand(answer, context.request_id);
});
