// Are both sides equal? Asked of the tables themselves, with nothing of the product in between.
import type { Sql } from 'postgres';
import { columnsOf, nameOn, type Schema, type SideNames, tableOn } from './schema.ts';

const settings = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 3; set local bytea_output = 'hex'; set local lc_monetary = 'C'; set local search_path = pg_catalog`;

async function rowsOf(sql: Sql, names: SideNames, schema: Schema, table: number): Promise<string[]> {
  const t = schema.tables[table]!;
  const values = columnsOf(t).map((column) => `${nameOn(names.side, column)}::text`);
  return sql.begin(async (transaction) => {
    await transaction.unsafe(settings);
    const rows = await transaction.unsafe<{ row: string }[]>(
      `select json_build_array(${values.join(', ')})::text as row from ${tableOn(names, t)}`,
    );
    return rows.map((row) => row.row).sort();
  });
}

/** Rows that only one side has, as text; empty if the sides are equal. */
export async function differences(
  schema: Schema,
  legacy: { sql: Sql; names: SideNames },
  supabase: { sql: Sql; names: SideNames },
): Promise<string[]> {
  const found: string[] = [];
  for (const table of schema.tables.keys()) {
    const there = await rowsOf(legacy.sql, legacy.names, schema, table);
    const here = await rowsOf(supabase.sql, supabase.names, schema, table);
    if (JSON.stringify(there) === JSON.stringify(here)) continue;
    const inHere = new Set(here);
    const inThere = new Set(there);
    found.push(
      ...there.filter((row) => !inHere.has(row)).map((row) => `table ${table}, legacy only: ${row.slice(0, 300)}`),
    );
    found.push(
      ...here.filter((row) => !inThere.has(row)).map((row) => `table ${table}, supabase only: ${row.slice(0, 300)}`),
    );
    if (found.length === 0) found.push(`table ${table}: ${there.length} rows on legacy, ${here.length} on supabase`);
  }
  return found;
}

export async function rowCount(sql: Sql, names: SideNames, schema: Schema): Promise<number> {
  let count = 0;
  for (const t of schema.tables) {
    const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from ${tableOn(names, t)}`);
    count += row?.count ?? 0;
  }
  return count;
}
