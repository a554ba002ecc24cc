// The flag service, asked over the OpenFeature Remote Evaluation Protocol.
import { z } from 'zod';
import { Refusal } from '../_shared/refusal.ts';

export type FlagService = { url: string; secret: string; key: string | undefined };

const timeoutMs = 5_000;
const maxAnswerBytes = 64 * 1024;

const evaluation = z.object({ key: z.string().optional(), value: z.unknown() });

/** The service that the secrets of the functions name. Raises CT014. */
export function flagServiceOf(env: { get(name: string): string | undefined }): FlagService {
  const url = env.get('FEATURE_FLAG_API_URL')?.replace(/\/+$/, '');
  const secret = env.get('FEATURE_FLAG_WEBHOOK_SECRET');
  if (!url || !secret) throw new Refusal('CT014', 'No flag service is configured.');
  return { url, secret, key: env.get('FEATURE_FLAG_API_KEY') || undefined };
}

async function readAnswer(response: Response): Promise<unknown> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > maxAnswerBytes) throw new Error('it answers more than 64 KiB');
  }
  return JSON.parse(text);
}

/** A flag's value at this moment. Raises CT012 when the service does not know it, CT222 when it does not answer as it should. */
export async function flagValue(service: FlagService, flag: string): Promise<unknown> {
  let status: number;
  let answer: unknown;
  try {
    const response = await fetch(`${service.url}/ofrep/v1/evaluate/flags/${encodeURIComponent(flag)}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(service.key !== undefined && { authorization: `Bearer ${service.key}` }),
      },
      body: JSON.stringify({ context: { targetingKey: 'cutover' } }),
      // The key goes to the service that was configured, to nobody that it names.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    if (status === 200) answer = await readAnswer(response);
    else await response.body?.cancel();
  } catch (error) {
    console.error('flag service:', error instanceof Error ? error.message : error);
    throw new Refusal('CT222', 'The flag service did not answer, or not with JSON.');
  }
  if (status === 404) throw new Refusal('CT012', `The flag service has no flag ${flag}.`);
  if (status !== 200) throw new Refusal('CT222', `The flag service answered with status ${status}.`);
  const evaluated = evaluation.safeParse(answer);
  if (!evaluated.success || (evaluated.data.key ?? flag) !== flag || evaluated.data.value === undefined) {
    throw new Refusal('CT222', 'The flag service did not answer with the value of this flag.');
  }
  return evaluated.data.value;
}
