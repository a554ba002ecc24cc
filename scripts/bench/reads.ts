// Reads through the routed views, in each of their forms, against the same reads of the bare tables; and while reads are switched.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pgbench, readLog } from '../demo/pgbench.ts';
import { environment } from '../stack/environment.ts';
import { type Bench, command, reconcile, registerSource, work } from './database.ts';
import { inTurns, type Ratio } from './ratio.ts';

const clients = 2;
/** Short, so that what else the machine does meets all forms alike. */
const turnSeconds = 2;
const group = 'bench_reads';
const schemas = { legacy: 'bench_reads_old', supabase: 'bench_reads_new', routed: 'bench_reads' };
const tables = {
  customers: 'id integer primary key, name text not null, city text not null',
  orders: `id integer primary key, customer_id integer not null references customers, placed_at timestamptz not null,
    amount numeric(12,2) not null, note text`,
};
const ordersPerCustomer = 10;

/** By table name only, so that the search path decides what is read. */
const statements = {
  key: 'select placed_at, amount, note from orders where id = :order',
  page: `select id, placed_at, amount from orders
    where placed_at <= timestamptz '2026-01-01' + :order * interval '1 second' order by placed_at desc limit 20`,
  sum: 'select count(*), sum(amount) from orders where customer_id = :customer',
  join: `select c.name, o.placed_at, o.amount from customers c join orders o on o.customer_id = c.id where c.id = :customer`,
};
type Statement = keyof typeof statements;

type Load = { what: string; protocol: 'prepared' | 'simple'; statements: Statement[] };
const key: Load = { what: 'by key', protocol: 'prepared', statements: ['key'] };
const mixed: Load = { what: 'mixed', protocol: 'prepared', statements: ['key', 'page', 'sum', 'join'] };
const planned: Load = { what: 'by key, planned each time', protocol: 'simple', statements: ['key'] };

const subject = 'tenant-1';
const settings = {
  nobody: '',
  subject: `-c cutover.subject=${subject}`,
  claims: `-c request.jwt.claims=${JSON.stringify({ sub: 'user-1', role: 'authenticated', app_metadata: { tenant_id: subject } })}`,
};

type Result = { perSecond: number; done: number; failed: number; longestMs: number };

/** Reads as an application does: as a role that owns nothing. */
function read(
  { stack, sizes }: Bench,
  { protocol, statements: names }: Load,
  schema: string,
  who: keyof typeof settings,
  seconds: number,
  isLogged = false,
): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'cutover-bench-'));
  const files = names.flatMap((name) => {
    const file = join(dir, `${name}.sql`);
    writeFileSync(
      file,
      `\\set order random(1, ${sizes.rows})\n\\set customer random(1, ${Math.ceil(sizes.rows / ordersPerCustomer)})\n${statements[name].replaceAll('\n', ' ')};\n`,
    );
    return ['-f', file];
  });
  const prefix = join(dir, 'log');
  const log = isLogged ? ['--log', `--log-prefix=${prefix}`] : [];
  const child = spawn(
    pgbench,
    [`-c${clients}`, '-j1', `-M${protocol}`, `-T${seconds}`, '-n', ...files, ...log, stack.dbUrl],
    {
      env: {
        ...environment(),
        LC_ALL: 'C',
        PGOPTIONS: `-c search_path=${schema} -c role=authenticated ${settings[who]}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  return new Promise<Result>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const perSecond = Number(/^tps = ([\d.]+)/m.exec(output)?.[1]);
      const done = Number(/^number of transactions actually processed: (\d+)/m.exec(output)?.[1]);
      // A statement that fails ends its client.
      const failed = errors.match(/client \d+ .*aborted/g)?.length ?? 0;
      if (!(perSecond > 0) || (code !== 0 && !(isLogged && failed > 0))) {
        reject(new Error(`pgbench failed: ${errors}`));
        return;
      }
      if (failed > 0) console.error(errors.trim());
      const longestMs = isLogged
        ? readLog(prefix, child.pid!).reduce((longest, { latencyMs }) => Math.max(longest, latencyMs), 0)
        : 0;
      resolve({ perSecond, done, failed, longestMs });
    });
  }).finally(() => rmSync(dir, { recursive: true }));
}

/** Both sides equal and proven; one subject is pinned to Supabase, nobody else reads it. */
async function prepare(bench: Bench): Promise<void> {
  const { sql, sizes } = bench;
  await registerSource(bench, group, 'local');
  await sql.unsafe(`create schema ${schemas.routed}`);
  for (const side of ['legacy', 'supabase'] as const) {
    await sql.unsafe(`create schema ${schemas[side]}; set search_path = ${schemas[side]};
      create table customers (${tables.customers}); create table orders (${tables.orders});
      create index on orders (customer_id); create index on orders (placed_at); reset search_path`);
  }
  await sql.unsafe(`
    insert into ${schemas.legacy}.customers
      select g, 'customer ' || g, 'city ' || g % 100 from generate_series(1, ${Math.ceil(sizes.rows / ordersPerCustomer)}) g;
    insert into ${schemas.legacy}.orders
      select g, (g - 1) / ${ordersPerCustomer} + 1, timestamptz '2026-01-01' + g * interval '1 second', g % 1000 / 7.0, repeat('order ' || g, 3)
      from generate_series(1, ${sizes.rows}) g`);
  for (const table of Object.keys(tables)) {
    await command(sql, 'register_table', {
      name: `${group}_${table}`,
      group,
      source: group,
      legacy_schema: schemas.legacy,
      legacy_table: table,
      supabase_schema: schemas.supabase,
      supabase_table: table,
      routed_schema: schemas.routed,
      routed_name: table,
    });
  }
  for (const schema of Object.values(schemas)) {
    await sql.unsafe(`grant usage on schema ${schema} to authenticated;
      grant select on all tables in schema ${schema} to authenticated`);
  }
  await command(sql, 'set_feature_flag', { name: 'data_migration_final', enabled: true });
  await command(sql, 'start_backfill', { group });
  const [made] = await sql<{ id: string }[]>`select id from cutover.table_groups where name = ${group}`;
  await work(sql, made!.id);
  for (const side of ['legacy', 'supabase'] as const) {
    for (const table of Object.keys(tables)) {
      // Equal to the page, or it would be the tables that are compared.
      await sql.unsafe(`cluster ${schemas[side]}.${table} using ${table}_pkey`);
      await sql.unsafe(`vacuum (freeze, analyze) ${schemas[side]}.${table}`);
    }
  }
  for (const table of Object.keys(tables)) {
    await reconcile(sql, `${group}_${table}`, 'full');
  }
  await split(bench, 0, [subject]);
}

async function split({ sql }: Bench, percentage: number, pinned: string[]): Promise<void> {
  for (const table of Object.keys(tables)) {
    await command(sql, 'set_read_split', { table: `${group}_${table}`, percentage, pinned, reason: 'bench' });
  }
}

const switchTo = ({ sql }: Bench, readSource: string): Promise<unknown> =>
  command(sql, 'switch_read_source', { group, read_source: readSource, reason: 'bench' });

async function forms(bench: Bench, load: Load, hasAims: boolean): Promise<Ratio[]> {
  const measure =
    (schema: string, who: keyof typeof settings = 'nobody', readSource?: string) =>
    async (): Promise<number> => {
      if (readSource) await switchTo(bench, readSource);
      return (await read(bench, load, schema, who, turnSeconds)).perSecond;
    };
  const found = await inTurns(Math.ceil((bench.sizes.rounds * bench.sizes.seconds) / turnSeconds), {
    bareLegacy: measure(schemas.legacy),
    legacy: measure(schemas.routed, 'nobody', 'legacy'),
    bareSupabase: measure(schemas.supabase),
    supabase: measure(schemas.routed, 'nobody', 'supabase'),
    subject: measure(schemas.routed, 'subject', 'dual'),
    claims: measure(schemas.routed, 'claims', 'dual'),
  });
  const ratio = (form: string, ours: number, theirs: number, atLeast: number): Ratio => ({
    what: `reads ${load.what}, ${form}`,
    ours,
    theirs,
    against: 'the bare table',
    unit: '/s',
    ...(hasAims && { aim: { atLeast } }),
  });
  return [
    ratio('form legacy', found.legacy, found.bareLegacy, 0.97),
    ratio('form supabase', found.supabase, found.bareSupabase, 0.97),
    ratio('gated, subject set', found.subject, found.bareSupabase, 0.85),
    ratio('gated, claims of a token', found.claims, found.bareSupabase, 0.85),
  ];
}

/** The longest statement while something is changed over and over, against that of rounds in which nothing is. */
async function changing(bench: Bench, what: string, change: (n: number) => Promise<unknown>): Promise<Ratio> {
  let changes = 0;
  let done = 0;
  let failed = 0;
  const round = async (isChanging: boolean): Promise<number> => {
    await switchTo(bench, 'dual');
    let isOver = false;
    const result = read(bench, mixed, schemas.routed, 'claims', bench.sizes.seconds, true).finally(() => {
      isOver = true;
    });
    // Whoever awaits it learns of a failure; until then it is nobody's unhandled rejection.
    result.catch(() => {});
    for (let n = 0; isChanging && !isOver; n += 1) {
      await change(n);
      changes += 1;
    }
    const { longestMs, ...counts } = await result;
    if (isChanging) {
      done += counts.done;
      failed += counts.failed;
    }
    return longestMs;
  };
  const found = await inTurns(bench.sizes.rounds, { quiet: () => round(false), changed: () => round(true) });
  console.error(
    `${changes.toLocaleString('en-US')} changes of ${what}: ${failed} of ${done.toLocaleString('en-US')} statements failed`,
  );
  return {
    what: `longest statement, ${changes.toLocaleString('en-US')} changes of ${what}, ${failed} failed`,
    ours: found.changed,
    theirs: found.quiet,
    against: 'without changes',
    unit: 'ms',
  };
}

export async function reads(bench: Bench): Promise<Ratio[]> {
  await prepare(bench);
  const ratios = [
    ...(await forms(bench, key, true)),
    ...(await forms(bench, mixed, true)),
    ...(await forms(bench, planned, false)),
  ];
  // The subject is no longer pinned: each change takes it to the other side.
  ratios.push(await changing(bench, 'the split', (n) => split(bench, n % 2 === 0 ? 100 : 0, [])));
  await split(bench, 50, []);
  const cycle = ['supabase', 'dual', 'legacy', 'dual'];
  ratios.push(await changing(bench, 'the read source', (n) => switchTo(bench, cycle[n % cycle.length]!)));
  return ratios;
}
