// 1,000 changed rows applied and verified, or looked at by an incremental job, in tables of growing size: the cost follows the change.
import { type Bench, reconcile, registerSource, registerTable, secondsOf, work } from './database.ts';
import { inTurns, type Ratio } from './ratio.ts';

const columns = `id bigint primary key, customer integer not null, note text`;
const changes = 1000;

export async function flat(bench: Bench): Promise<Ratio[]> {
  const { sql, sizes } = bench;
  await registerSource(bench, 'bench_flat', 'local');
  await sql.unsafe('create schema bench_flat_old; create schema bench_flat_new');
  const smallest = 10_000;
  const sizesOfTables = [smallest];
  for (let rows = smallest * 10; rows <= sizes.largest; rows *= 10) sizesOfTables.push(rows);
  const measures: Record<string, () => Promise<number>> = {};
  for (const rows of sizesOfTables) {
    const table = `t${rows}`;
    for (const schema of ['bench_flat_old', 'bench_flat_new']) {
      await sql.unsafe(`
        create table ${schema}.${table} (${columns});
        insert into ${schema}.${table} select g, g % 1000, 'row ' || g from generate_series(1, ${rows}) g;`);
      await sql.unsafe(`vacuum analyze ${schema}.${table}`);
    }
    const group = await registerTable(
      bench,
      `bench_flat_${rows}`,
      'bench_flat',
      { schema: 'bench_flat_old', table },
      { schema: 'bench_flat_new', table },
    );
    // Both sides are equal already, so there is nothing to copy: capture alone.
    await sql`select cutover_private.arm_forward(${group})`;
    let round = 0;
    const change = (): Promise<unknown> => {
      round += 1;
      return sql.unsafe(
        `update bench_flat_old.${table} set customer = ${-round} where id in (select (hashint4(g + ${round * changes})::bigint & 2147483647) % ${rows} + 1 from generate_series(1, ${changes}) g)`,
      );
    };
    measures[table] = async () => {
      await change();
      return (await secondsOf(() => work(sql, group))) * 1000;
    };
    // Applied and not yet verified. The slice of the table that an incremental job takes along is the same 1,000 rows for each: what the
    // round of 24 hours asks for grows with the table.
    measures[`look at ${table}`] = async () => {
      await change();
      await sql`select cutover_private.apply_pass(${group}, 5000)`;
      return (await secondsOf(() => reconcile(bench.sql, `bench_flat_${rows}`, 'incremental'))) * 1000;
    };
  }
  const found = await inTurns(sizes.rounds, measures);
  const flatness = (what: string, prefix: string): Ratio[] =>
    sizesOfTables.slice(1).map((rows) => ({
      what: `${what} in ${rows.toLocaleString('en-US')} rows`,
      ours: found[`${prefix}t${rows}`]!,
      theirs: found[`${prefix}t${smallest}`]!,
      unit: 'ms',
      against: `in ${smallest.toLocaleString('en-US')} rows`,
      aim: { atMost: 1.3 },
    }));
  return [
    ...flatness(`${changes.toLocaleString('en-US')} changes applied and verified`, ''),
    ...flatness(`incremental look at ${changes.toLocaleString('en-US')} changes`, 'look at '),
  ];
}
