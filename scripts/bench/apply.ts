// Carrying 100,000 changed rows from the legacy server over, against PostgreSQL's own logical replication of the same load.
import { restartServer } from '../stack/index.ts';
import { type Bench, command, connect, registerSource, registerTable, secondsOf, work } from './database.ts';
import { inTurns, type Ratio } from './ratio.ts';

const columns = `id bigint primary key, customer integer not null, total numeric(12,2) not null, note text`;

/** A new server process on the other side asks for new connections on this one. */
async function allowLogicalReplication(bench: Bench): Promise<void> {
  const admin = connect(bench.stack.legacyAdminUrl);
  await admin`alter system set wal_level = 'logical'`;
  await admin.end({ timeout: 1 });
  await bench.legacy.end({ timeout: 1 });
  await restartServer(bench.stack, 'legacy');
  bench.legacy = connect(bench.stack.legacyDbUrl);
}

export async function applying(bench: Bench): Promise<Ratio[]> {
  await allowLogicalReplication(bench);
  const { sql, legacy, sizes, stack } = bench;
  const changes = Math.min(100_000, sizes.rows);
  const legacyDatabase = new URL(stack.legacyAdminUrl);
  legacyDatabase.pathname = new URL(stack.legacyDbUrl).pathname;
  const legacyAdmin = connect(legacyDatabase.href);
  const admin = connect(stack.adminDbUrl);
  await legacy.unsafe(`create schema bench_apply`);
  for (const table of ['carried', 'replicated']) {
    await legacy.unsafe(`
      create table bench_apply.${table} (${columns});
      insert into bench_apply.${table} select g, g % 1000, g / 7.0, repeat('row ' || g, 4) from generate_series(1, ${sizes.rows}) g;`);
  }
  await sql.unsafe(
    `create schema bench_apply; create table bench_apply.carried (${columns}); create table bench_apply.replicated (${columns})`,
  );

  await registerSource(bench, 'bench_apply', 'postgres');
  const place = { schema: 'bench_apply', table: 'carried' };
  const group = await registerTable(bench, 'bench_apply', 'bench_apply', place, place);
  await command(sql, 'start_backfill', { group: 'bench_apply' });
  await work(sql, group);

  await legacyAdmin`create publication bench for table bench_apply.replicated`;
  const { hostname, port, username, password } = legacyDatabase;
  await admin.unsafe(
    `create subscription bench connection 'host=${hostname} port=${port} user=${username} password=${password} dbname=${legacyDatabase.pathname.slice(1)}' publication bench`,
  );
  const caughtUp = async (stamp: number): Promise<void> => {
    for (;;) {
      const [row] = await sql<
        { n: number }[]
      >`select count(*)::int as n from bench_apply.replicated where customer = ${stamp}`;
      if (row!.n === changes) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  for (;;) {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from bench_apply.replicated`;
    if (row!.n === sizes.rows) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }

  let stamp = 1_000_000;
  const change = (table: string): Promise<unknown> =>
    legacy.unsafe(`update bench_apply.${table} set customer = ${stamp} where id <= ${changes}`);
  let drain = 0;
  const seconds = await inTurns(Math.min(3, sizes.rounds), {
    ours: async () => {
      stamp += 1;
      await change('carried');
      // Until all rows are there, as with replication; that each of them is verified as well takes the time until `drain`.
      let carried = 0;
      drain = await secondsOf(async () => {
        const started = performance.now();
        for (;;) {
          const [tick] = await sql<{ work: number }[]>`select cutover_private.pipeline_tick(${group}) as work`;
          // To count what waits takes time as well; a full page says that there may be more.
          if (tick!.work >= 2000) continue;
          const [backlog] = await sql<
            { entries: number }[]
          >`select entries::int from cutover_private.backlog(${group})`;
          if (backlog!.entries === 0) break;
        }
        carried = (performance.now() - started) / 1000;
        await work(sql, group);
      });
      const [row] = await sql<
        { n: number }[]
      >`select count(*)::int as n from bench_apply.carried where customer = ${stamp}`;
      if (row!.n !== changes) throw new Error(`${row!.n} of ${changes} changes arrived`);
      return carried;
    },
    theirs: async () => {
      stamp += 1;
      await admin`alter subscription bench disable`;
      await change('replicated');
      return secondsOf(async () => {
        await admin`alter subscription bench enable`;
        await caughtUp(stamp);
      });
    },
  });
  await admin`drop subscription bench`;
  await Promise.all([admin.end({ timeout: 1 }), legacyAdmin.end({ timeout: 1 })]);
  return [
    {
      what: 'apply of changed rows, postgres legacy',
      ours: changes / seconds.ours,
      theirs: changes / seconds.theirs,
      unit: 'rows/s',
      against: 'logical replication',
      aim: { atLeast: 0.5 },
    },
    {
      what: `${changes.toLocaleString('en-US')} changed rows applied and each verified`,
      ours: drain,
      theirs: seconds.theirs,
      unit: 's',
      against: 'logical replication, which verifies nothing',
    },
  ];
}
