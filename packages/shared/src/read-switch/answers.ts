// What the project says about reads: cutover.read_configuration() for servers, cutover.read_sides() for who is signed in.
import * as z from 'zod/mini';

const side = z.enum(['legacy', 'supabase']);
export type Side = z.infer<typeof side>;

/** Looked up at each read, and there may be thousands. */
const subjects = z.pipe(
  z.array(z.string()),
  z.transform((list): ReadonlySet<string> => new Set(list)),
);

/** What of a split holds now: the flag data_migration_final is counted in already. */
const split = z.object({
  percentage: z.number().check(z.gte(0), z.lte(100)),
  pinned: subjects,
  excluded: subjects,
  salt: z.string(),
});

const tableReads = z.object({
  table: z.string(),
  read_source: z.enum(['legacy', 'supabase', 'dual']),
  write_source: side,
  split: z.nullable(split),
});
export type TableReads = z.infer<typeof tableReads>;

export const readConfiguration = z.object({ environment: z.string(), tables: z.array(tableReads) });
export type ReadConfiguration = z.infer<typeof readConfiguration>;

export const readSides = z.record(z.string(), side);
export type ReadSides = z.infer<typeof readSides>;
