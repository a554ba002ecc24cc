// The arguments of a request against their schema.
import { z } from 'zod';
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

const takesText = new Set(['string', 'enum', 'literal']);

/** Query parameters as their schema wants them: what is no text there is JSON here, as in limit=20 and active=true. */
export function fromQuery(given: Record<string, string>, schema: z.ZodType): Record<string, unknown> {
  const shape: Record<string, z.ZodType> = schema instanceof z.ZodObject ? schema.shape : {};
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      let field = Object.hasOwn(shape, name) ? shape[name] : undefined;
      while (field instanceof z.ZodOptional) field = field.unwrap() as z.ZodType;
      if (!field || takesText.has(field.def.type)) return [name, value];
      try {
        return [name, JSON.parse(value)];
      } catch {
        // The schema says what it should have been.
        return [name, value];
      }
    }),
  );
}
