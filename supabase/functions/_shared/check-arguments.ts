// The arguments of a request against their schema.
import type { z } from 'zod';
import { Refusal } from './refusal.ts';

/** The checked value. Raises CT001 with every finding. */
export function checkArguments<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const findings = checked.error.issues.map(({ path, message }) =>
    `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`.slice(0, 300),
  );
  throw new Refusal('CT001', `The request is not valid. ${findings[0]}`, findings.slice(0, 20).join('; '));
}

/** Addressed to the platform: which region runs the function. */
const platformParameter = 'forceFunctionRegion';

/** Query parameters as arguments; each may be given once. */
export function queryArguments(url: URL): Record<string, string> {
  const given: Record<string, string> = Object.create(null);
  for (const [name, value] of url.searchParams) {
    if (name === platformParameter) continue;
    if (name in given) throw new Refusal('CT001', `The query parameter "${name.slice(0, 63)}" is given twice.`);
    given[name] = value;
  }
  return { ...given };
}
