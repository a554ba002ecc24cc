// A full comparison of a large table with 50 drifted rows, against the ways in which one would do it otherwise; and incremental looks.
import { spawnSync } from 'node:child_process';
import type { Sql } from 'postgres';
import { environment } from '../stack/environment.ts';
import { installPackages } from '../stack/packages.ts';
import { type Bench, command, connect, type Kind, registerSource, registerTable, secondsOf } from './database.ts';
import { inTurns, type Ratio } from './ratio.ts';

const comparator = { '/usr/bin/pg_comparator': 'postgresql-comparator' };
const drift = { missing: 15, extra: 15, mismatched: 20 };

const columns = [
  ['id', 'bigint primary key', 'g'],
  ['customer_id', 'uuid not null', 'md5(g::text)::uuid'],
  ['email', 'text not null', `'user' || g || '@example.com'`],
  ['name', 'text', `case when g % 17 <> 0 then repeat('name ' || g % 1000 || ' ', 3) end`],
  ['amount', 'numeric(12,2) not null', 'g % 100000 / 7.0'],
  ['balance', 'numeric', 'g / 13.0'],
  ['quantity', 'integer', 'g % 97'],
  ['meta', 'jsonb', `jsonb_build_object('a', g % 10, 'b', 'tag ' || g % 100, 'c', array[g % 3, g % 5])`],
  ['active', 'boolean', 'g % 3 = 0'],
  ['created_at', 'timestamptz', `timestamptz '2026-01-01' + g * interval '1 second'`],
  ['note', 'text', `repeat('order ' || g, 3)`],
  ['code', 'varchar(20)', `'c' || g % 5000`],
] as const;
const names = columns.map(([name]) => name);

async function create(sql: Sql, table: string, rows: number): Promise<void> {
  await sql.unsafe(`
    create table ${table} (${columns.map(([name, type]) => `${name} ${type}`).join(', ')});
    insert into ${table} select ${columns.map(([, , value]) => value).join(', ')} from generate_series(1, ${rows}) g;`);
  await sql.unsafe(`vacuum (freeze, analyze) ${table}`);
}

/** 15 rows gone, 15 too many and 20 changed in one column or another, spread over the table. */
async function spoil(sql: Sql, table: string, rows: number): Promise<void> {
  const every = Math.floor(rows / 60);
  const others = names.filter((name) => !['id', 'customer_id', 'active', 'created_at', 'meta'].includes(name));
  await sql.unsafe(`
    delete from ${table} where id in (select g * ${every} from generate_series(1, ${drift.missing}) g);
    insert into ${table} (id, customer_id, email, amount) select ${rows} + g, gen_random_uuid(), 'extra', 1 from generate_series(1, ${drift.extra}) g;`);
  for (let n = 0; n < drift.mismatched; n += 1) {
    const column = others[n % others.length]!;
    const value = ['amount', 'balance', 'quantity'].includes(column) ? `${column} + 1` : `'spoiled'`;
    await sql.unsafe(`update ${table} set ${column} = ${value} where id = ${(drift.missing + 1 + n) * every}`);
  }
}

/** One full job of the product, by so many workers at once. Throws unless it finds precisely what was spoiled. */
async function full(bench: Bench, table: string, workers: number): Promise<number> {
  const { sql } = bench;
  await sql.unsafe('delete from cutover.drifted_rows');
  const sessions = Array.from({ length: workers }, () => connect(bench.stack.dbUrl));
  await Promise.all(sessions.map((session) => session`select cutover_private.legacy_timeout()`));
  let job = '';
  const seconds = await secondsOf(async () => {
    const { jobs } = (await command(sql, 'reconcile', { table, kind: 'full' })) as { jobs: { job: string }[] };
    job = jobs[0]!.job;
    await Promise.all(
      sessions.map(async (session) => {
        for (;;) {
          await session`select cutover_private.reconcile_chunk(${job})`;
          const [row] = await session<{ status: string }[]>`
            select status from cutover.reconciliation_jobs where id = ${job}`;
          if (row!.status === 'completed') return;
          if (row!.status === 'failed') throw new Error('the job failed');
        }
      }),
    );
  });
  await Promise.all(sessions.map((session) => session.end({ timeout: 1 })));
  const [found] = await sql<(typeof drift)[]>`
    select missing::int, extra::int, mismatched::int from cutover.reconciliation_jobs where id = ${job}`;
  if (JSON.stringify(found) !== JSON.stringify(drift)) throw new Error(`found ${JSON.stringify(found)}`);
  return seconds;
}

const distinct = (left: string, right: string): string =>
  names.map((name) => `${left}.${name} is distinct from ${right}.${name}`).join(' or ');

async function fullJoin(sql: Sql, left: string, right: string): Promise<number> {
  return secondsOf(async () => {
    const rows = await sql.unsafe(
      `select coalesce(a.id, b.id) from ${left} a full join ${right} b on a.id = b.id where ${distinct('a', 'b')}`,
    );
    const expected = drift.missing + drift.extra + drift.mismatched;
    if (rows.length !== expected) throw new Error(`the full join found ${rows.length} rows`);
  });
}

export async function reconciling(bench: Bench): Promise<Ratio[]> {
  installPackages((line) => console.error(line), comparator);
  const { sql, legacy, sizes, stack } = bench;
  const rows = sizes.compared;
  await legacy.unsafe('create schema bench_there');
  await sql.unsafe('create schema bench_here; create schema bench_old');
  await Promise.all([
    create(legacy, 'bench_there.t', rows),
    (async () => {
      await create(sql, 'bench_here.t', rows);
      await spoil(sql, 'bench_here.t', rows);
    })(),
  ]);
  await create(sql, 'bench_old.t', rows);
  await create(sql, 'bench_here.l', rows);
  await spoil(sql, 'bench_here.l', rows);
  await sql.unsafe('analyze bench_here.t; analyze bench_here.l');

  const url = new URL(stack.legacyDbUrl);
  await sql.unsafe(`
    create server bench_compare foreign data wrapper postgres_fdw
      options (host '${url.hostname}', port '${url.port}', dbname '${url.pathname.slice(1)}', fetch_size '10000');
    create user mapping for current_user server bench_compare options (user 'cutover_agent_login', password '${stack.agentPassword}');
    create foreign table bench_here.there (${columns.map(([name, type]) => `${name} ${type.replace(' primary key', '')}`).join(', ')})
      server bench_compare options (schema_name 'bench_there', table_name 't');`);
  for (const kind of ['local', 'postgres'] as Kind[]) {
    await registerSource(bench, `compare_${kind}`, kind);
    const old = kind === 'local' ? { schema: 'bench_old', table: 't' } : { schema: 'bench_there', table: 't' };
    await registerTable(bench, `compare_${kind}`, `compare_${kind}`, old, {
      schema: 'bench_here',
      table: kind === 'local' ? 'l' : 't',
    });
  }
  // pg_comparator wants its functions, in C, on both servers.
  const legacyAdmin = new URL(stack.legacyAdminUrl);
  legacyAdmin.pathname = url.pathname;
  for (const address of [stack.adminDbUrl, legacyAdmin.href]) {
    const admin = connect(address);
    await admin.unsafe('create extension if not exists pgcmp schema public');
    await admin.end({ timeout: 1 });
  }
  const place = (address: URL, table: string): string =>
    `pgsql://${address.username}:${address.password}@${address.hostname}:${address.port}${address.pathname}/${table}?id:${names.slice(1).join(',')}`;

  const deform = (session: Sql, table: string): Promise<unknown> =>
    session.unsafe(`select ${names.map((name) => `count(${name})`).join(', ')} from ${table}`);
  const legacyAgain = connect(stack.legacyDbUrl);
  const measures = {
    floor: () => secondsOf(() => Promise.all([deform(sql, 'bench_here.t'), deform(legacyAgain, 'bench_there.t')])),
    local: () => full(bench, 'compare_local', 1),
    remote: () => full(bench, 'compare_postgres', 1),
    twoWorkers: () => full(bench, 'compare_postgres', 2),
    joined: () => fullJoin(sql, 'bench_old.t', 'bench_here.l'),
    joinedOverFdw: () => fullJoin(sql, 'bench_here.there', 'bench_here.t'),
    comparator: () =>
      secondsOf(async () => {
        const ran = spawnSync(
          'pg_comparator',
          [
            '--no-report',
            '--use-key',
            '--folding-factor=8',
            '--expect=50',
            place(legacyAdmin, 'bench_there.t'),
            place(new URL(stack.adminDbUrl), 'bench_here.t'),
          ],
          { encoding: 'utf8', env: { ...environment(), LC_ALL: 'C' } },
        );
        if (ran.status !== 0) throw new Error(`pg_comparator: ${ran.stdout}${ran.stderr}`);
      }),
  };
  const seconds = await inTurns(Math.min(3, sizes.rounds), measures);
  await legacyAgain.end({ timeout: 1 });
  const pairs = (taken: number): number => rows / taken / 1e6;
  const entry = { unit: 'million row pairs/s' };
  const remote = { ...entry, what: 'full job, postgres legacy', ours: pairs(seconds.remote) };
  return [
    { ...remote, theirs: pairs(seconds.floor), against: 'both sides read at once, every column deformed' },
    { ...remote, theirs: pairs(seconds.joinedOverFdw), against: 'full join over postgres_fdw', aim: { atLeast: 1 } },
    { ...remote, theirs: pairs(seconds.comparator), against: 'pg_comparator', aim: { atLeast: 1 } },
    {
      ...entry,
      what: 'full job, postgres legacy, two workers',
      ours: pairs(seconds.twoWorkers),
      theirs: pairs(seconds.remote),
      against: 'one worker',
      aim: { atLeast: 1.6 },
    },
    {
      ...entry,
      what: 'full job, local legacy',
      ours: pairs(seconds.local),
      theirs: pairs(seconds.joined),
      against: 'full join in the database',
    },
  ];
}
