// A table group of its own for one test, taken away again when the test has ended.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { onTestFinished } from 'vitest';
import {
  command,
  connect,
  createGroup,
  drive,
  type Group,
  type Kind,
  type RunStatus,
  type Side,
  tryCommand,
  writeSource,
} from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';

export const kinds: Kind[] = ['local', 'postgres'];
const stack = runningStack();

export class Scene {
  readonly group: Group;
  readonly sql: Sql;
  readonly legacy: Sql;

  constructor(group: Group, sql: Sql, legacy: Sql) {
    this.group = group;
    this.sql = sql;
    this.legacy = legacy;
  }

  /** Where the tables of a side are. */
  at(side: Side): { sql: Sql; schema: string } {
    return side === 'legacy'
      ? { sql: this.group.kind === 'local' ? this.sql : this.legacy, schema: this.group.legacySchema }
      : { sql: this.sql, schema: this.group.supabaseSchema };
  }

  /** A session of its own on the server of a side. */
  session(side: Side): Sql {
    return open(side === 'legacy' && this.group.kind === 'postgres' ? stack.legacyDbUrl : stack.dbUrl);
  }

  /** A session that may look into the agent's tables. */
  agent(side: Side): Sql {
    if (side === 'supabase' || this.group.kind === 'local') return this.sql;
    const url = new URL(stack.legacyDbUrl);
    return open(Object.assign(url, { username: 'cutover_agent_login', password: stack.agentPassword }).href);
  }

  async start(kind: 'cutover' | 'rollback', mode?: 'drain' | 'immediate'): Promise<string> {
    const run =
      kind === 'cutover'
        ? await command(this.sql, 'execute', { group: this.group.name })
        : await command(this.sql, 'rollback', { group: this.group.name, reason: 'test', ...(mode && { mode }) });
    return run.run_id as string;
  }

  async run(kind: 'cutover' | 'rollback', mode?: 'drain' | 'immediate'): Promise<RunStatus> {
    return drive(this.sql, await this.start(kind, mode));
  }

  truth(): Promise<Side> {
    return writeSource(this.sql, this.group.name);
  }

  /** The rows of a side, as text: both sides are compared without Cutover's help. */
  async rows(side: Side, table: 'owner' | 'item'): Promise<string[]> {
    const { sql, schema } = this.at(side);
    const rows = await sql.unsafe(`select t::text as row from ${schema}.${table} t order by 1`);
    return rows.map(({ row }) => row as string);
  }

  /** Whether a side takes a write of somebody who is not the applier. */
  async takesWrites(side: Side): Promise<boolean> {
    const { sql, schema } = this.at(side);
    return accepts(sql, `insert into ${schema}.owner (id, name) values (-1, 'probe')`);
  }

  async writableSides(): Promise<Side[]> {
    const sides: Side[] = [];
    for (const side of ['legacy', 'supabase'] as const) if (await this.takesWrites(side)) sides.push(side);
    return sides;
  }

  /** Entries that wait in a side's journal. */
  async journal(side: Side): Promise<number> {
    const { schema } = this.at(side);
    const [row] = await this.agent(side).unsafe(
      `select count(*)::int as count from cutover_agent.journal j join cutover_agent.endpoints e on e.number = j.endpoint_number where e.schema_name = '${schema}'`,
    );
    return row?.count as number;
  }

  async groupId(): Promise<string> {
    const [row] = await this.sql<{ id: string }[]>`select id from cutover.table_groups where name = ${this.group.name}`;
    return row?.id ?? '';
  }
}

/** True if the guard lets a statement pass; it is rolled back. */
export async function accepts(sql: Sql, statement: string): Promise<boolean> {
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(statement);
      throw new Error('probe');
    });
  } catch (error) {
    if ((error as { code?: string }).code === 'CT701') return false;
    if ((error as Error).message === 'probe') return true;
    throw error;
  }
  return true;
}

/** A connection that ends with the test. */
export function open(url: string): Sql {
  const sql = connect(url);
  onTestFinished(() => sql.end({ timeout: 1 }).catch(() => {}));
  return sql;
}

/** Waits for a condition that another session brings about. */
export async function until(what: string, holds: () => Promise<boolean>, patienceMs = 30_000): Promise<void> {
  for (const begun = Date.now(); !(await holds()); ) {
    if (Date.now() - begun > patienceMs) throw new Error(`not reached: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export async function pidOf(sql: Sql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid ?? 0;
}

/** The barrier has come up against a writer of this schema. */
export const barrierWaits = (sql: Sql, schema: string): Promise<void> =>
  until('the barrier waits', async () => {
    const [row] = await sql<{ waits: boolean }[]>`
      select exists (
        select from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
        where not l.granted and n.nspname = ${schema}) as waits`;
    return row?.waits === true;
  });

/** Changes a setting for the length of a test. */
export async function setting(sql: Sql, key: string, value: string): Promise<void> {
  const [before] = await sql<{ value: string }[]>`select value::text as value from cutover.settings where key = ${key}`;
  await sql`update cutover.settings set value = ${value}::text::jsonb where key = ${key}`;
  onTestFinished(async () => {
    const undo = connect(stack.dbUrl);
    await undo`update cutover.settings set value = ${before?.value ?? 'null'}::text::jsonb where key = ${key}`;
    await undo.end({ timeout: 1 });
  });
}

export async function scene(kind: Kind, title: string): Promise<Scene> {
  const name = `${title}_${randomUUID().slice(0, 4)}`;
  const [sql, legacy] = [connect(stack.dbUrl), connect(stack.legacyDbUrl)];
  onTestFinished(async () => {
    await clear(sql, legacy, name);
    await Promise.all([sql.end({ timeout: 1 }), legacy.end({ timeout: 1 })]);
  }, 60_000);
  return new Scene(await createGroup(sql, legacy, stack, kind, name), sql, legacy);
}

async function clear(sql: Sql, legacy: Sql, name: string): Promise<void> {
  const [active] = await sql<{ id: string }[]>`
    select r.id from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id
    where g.name = ${name} and r.finished_at is null`;
  if (active) await drive(sql, active.id);
  if ((await writeSource(sql, name)) === 'supabase') {
    const run = await command(sql, 'rollback', { group: name, reason: 'test ends', mode: 'immediate' });
    await drive(sql, run.run_id as string);
  }
  for (const table of ['item', 'owner']) await tryCommand(sql, 'unregister_table', { table: `${name}_${table}` });
  const [source] = await sql<{ id: string; server_name: string | null }[]>`
    select s.id, s.server_name from cutover.legacy_sources s join cutover.table_groups g on g.source_id = s.id where g.name = ${name}`;
  if (source) {
    await sql`delete from cutover.table_groups where name = ${name}`;
    await sql`delete from cutover.legacy_sources where id = ${source.id}`;
    if (source.server_name) await sql.unsafe(`drop server if exists ${source.server_name} cascade`);
  }
  for (const schema of ['routed', 'old', 'new']) await sql.unsafe(`drop schema if exists ${name}_${schema} cascade`);
  await legacy.unsafe(`drop schema if exists ${name}_old cascade`);
}
