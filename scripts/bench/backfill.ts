// Copying a table with the product, against one insert … select of the same rows, here and over the wire.
import type { Sql } from 'postgres';
import { type Bench, command, type Kind, registerSource, registerTable, secondsOf, work } from './database.ts';
import { inTurns, type Ratio } from './ratio.ts';

const columns = `id bigint primary key, customer integer not null, placed timestamptz not null, total numeric(12,2) not null, note text`;

async function fill(sql: Sql, schema: string, rows: number): Promise<void> {
  await sql.unsafe(`
    create schema ${schema};
    create table ${schema}.orders (${columns});
    insert into ${schema}.orders select g, g % 1000, timestamptz '2026-01-01' + g * interval '1 second', g / 7.0, repeat('order ' || g, 4)
      from generate_series(1, ${rows}) g;
    analyze ${schema}.orders;`);
}

async function kindOf(bench: Bench, kind: Kind): Promise<Ratio> {
  const { sql, sizes, stack } = bench;
  const old = `bench_${kind}_old`;
  const there = kind === 'local' ? sql : bench.legacy;
  await fill(there, old, sizes.rows);
  await sql.unsafe(`create schema bench_${kind}_new; create table bench_${kind}_new.orders (${columns})`);
  const source = `bench_backfill_${kind}`;
  await registerSource(bench, source, kind);
  if (kind === 'postgres') {
    // The way a careful person would do it by hand: postgres_fdw with a large fetch size.
    const url = new URL(stack.legacyDbUrl);
    await sql.unsafe(`
      create server bench_hand foreign data wrapper postgres_fdw
        options (host '${url.hostname}', port '${url.port}', dbname '${url.pathname.slice(1)}', fetch_size '10000');
      create user mapping for current_user server bench_hand options (user 'cutover_agent_login', password '${stack.agentPassword}');
      create foreign table bench_${kind}_new.from_there (id bigint, customer integer, placed timestamptz, total numeric(12,2), note text)
        server bench_hand options (schema_name '${old}', table_name 'orders');`);
  }
  const from = kind === 'local' ? `${old}.orders` : `bench_${kind}_new.from_there`;
  let round = 0;
  const seconds = await inTurns(Math.min(3, sizes.rounds), {
    ours: async () => {
      round += 1;
      const target = { schema: `bench_${kind}_new`, table: `orders_${round}` };
      await sql.unsafe(`create table ${target.schema}.${target.table} (${columns})`);
      const name = `backfill_${kind}_${round}`;
      const group = await registerTable(bench, name, source, { schema: old, table: 'orders' }, target);
      await command(sql, 'start_backfill', { group: name });
      const taken = await secondsOf(async () => {
        for (;;) {
          await sql`select cutover_private.pipeline_tick(${group})`;
          const [left] = await sql<{ left: number }[]>`
            select count(*)::int as left from cutover.cutover_tables where group_id = ${group} and backfilled_at is null`;
          if (left!.left === 0) break;
        }
      });
      await work(sql, group);
      const [copied] = await sql.unsafe(`select count(*)::int as n from ${target.schema}.${target.table}`);
      if (copied!.n !== sizes.rows) throw new Error(`${copied!.n} rows were copied instead of ${sizes.rows}`);
      await command(sql, 'unregister_table', { table: name });
      await sql.unsafe(`drop table ${target.schema}.${target.table}`);
      return taken;
    },
    theirs: () =>
      secondsOf(async () => {
        await sql.unsafe(`truncate bench_${kind}_new.orders`);
        await sql.unsafe(`insert into bench_${kind}_new.orders select * from ${from}`);
      }),
  });
  return {
    what: `backfill, ${kind} legacy`,
    ours: sizes.rows / seconds.ours,
    theirs: sizes.rows / seconds.theirs,
    unit: 'rows/s',
    against: kind === 'local' ? 'insert … select' : 'insert … select over postgres_fdw',
    aim: { atLeast: kind === 'local' ? 0.5 : 0.4 },
  };
}

export const backfill = async (bench: Bench): Promise<Ratio[]> => [
  await kindOf(bench, 'local'),
  await kindOf(bench, 'postgres'),
];
