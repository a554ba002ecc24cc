// What arguments are made of.
import { z } from 'zod';
import type { Json } from '../database.types.ts';

const MAX_NAME = 63;

/** Text that PostgreSQL can hold: no control characters, no half surrogate pairs. */
export const storableText = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused here
    .regex(/^[^\u0000-\u001f\u007f]*$/u, 'must not contain control characters')
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode');

/** SQL may have lines. */
export const sqlText = z
  .string()
  .min(1)
  .max(20_000)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'must be text that PostgreSQL can hold');

export const nameSchema = storableText(MAX_NAME);
export const reasonSchema = storableText(2000);
export const timestampSchema = z.iso.datetime({
  offset: true,
  error: 'must be an ISO 8601 time with an offset, as in 2026-11-24T05:00:00Z',
});

export const idempotencyKeySchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

export const group = nameSchema.describe('A table group, by name.');
export const table = nameSchema.describe('A registered table, by name.');
export const reason = reasonSchema.describe('Why; it is kept in the audit log.');
/** How many rows a page has. */
export const pageSize = (maximum: number, standard: number) =>
  z.int().min(1).max(maximum).optional().describe(`At most so many, 1 to ${maximum}. Default: ${standard}.`);

export const side = z.enum(['legacy', 'supabase']);
export const tableState = z.enum(['pending', 'ready', 'cutover', 'completed', 'rolled_back']);
export const readSource = z.enum(['legacy', 'supabase', 'dual']);
export const role = z.enum(['viewer', 'operator', 'approver', 'admin']);
export const environment = z.enum(['development', 'staging', 'production']);
export const dataClass = z.enum(['general', 'personal', 'payment']);

/** What a column of type jsonb holds. */
export const json = z.unknown() as z.ZodType<NonNullable<Json>>;

/** A time as PostgreSQL writes it into JSON. */
export const time = z.string().describe('A time with an offset.');
/** What was not yet, or never, has none. */
export const timeOrNull = time.nullable();

/** One of a table and a group, not both. */
export const oneOf = ({ table: one, group: other }: { table?: string | undefined; group?: string | undefined }) =>
  (one === undefined) !== (other === undefined);
