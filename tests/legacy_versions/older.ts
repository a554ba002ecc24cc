// What the tests with a legacy server of PostgreSQL 13 share: the stack with that server, the source, comparing.
import type { Sql } from 'postgres';
import { type Stack, startOlderLegacy, stopOlderLegacy } from '../../scripts/stack/index.ts';
import { command, connect, drive, makeReady } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';

export class Older {
  /** Its legacy side is the older server. */
  readonly stack: Stack;
  sql: Sql;
  legacy: Sql;

  private constructor(stack: Stack) {
    this.stack = stack;
    this.sql = connect(stack.dbUrl);
    this.legacy = connect(stack.legacyDbUrl);
  }

  static async start(): Promise<Older> {
    return new Older(await startOlderLegacy(runningStack(), console.error));
  }

  async end(): Promise<void> {
    for (const connection of [this.sql, this.legacy]) await connection.end({ timeout: 1 }).catch(() => {});
    await stopOlderLegacy(this.stack);
  }

  /** After the server was killed under them. */
  async reconnect(): Promise<void> {
    for (const connection of [this.sql, this.legacy]) await connection.end({ timeout: 1 }).catch(() => {});
    this.sql = connect(this.stack.dbUrl);
    this.legacy = connect(this.stack.legacyDbUrl);
  }

  source(name: string): Record<string, unknown> {
    const url = new URL(this.stack.legacyDbUrl);
    return {
      name,
      kind: 'postgres',
      host: url.hostname,
      port: Number(url.port),
      database: url.pathname.slice(1),
      user: 'cutover_agent_login',
      password: this.stack.agentPassword,
    };
  }

  /** Everything that a cutover asks for. */
  async prepare(group: string): Promise<void> {
    for (const rule of ['backup_verified', 'team_notified', 'rollback_plan_ready', 'runbook_ready']) {
      await command(this.sql, 'attest', { group, rule, evidence: 'test' });
    }
    await command(this.sql, 'set_feature_flag', { name: 'data_migration_final', enabled: true });
    await command(this.sql, 'freeze_emergency', { group, reason: 'test' });
    await makeReady(this.sql, group);
  }

  /** A cutover, or a rollback by drain, that completes. */
  async flip(group: string, operation: 'execute' | 'rollback'): Promise<void> {
    const run = await command(this.sql, operation, { group, ...(operation === 'rollback' && { reason: 'test' }) });
    const ended = await drive(this.sql, run.run_id as string);
    if (ended.status !== 'completed') throw new Error(`${operation} of ${group}: ${JSON.stringify(ended)}`);
  }

  /** Takes away a source that has no groups any more. */
  async dropSource(name: string): Promise<void> {
    await this.sql`select cutover_private.legacy_disconnect(id) from cutover.legacy_sources where name = ${name}`;
    await this.sql`delete from cutover.legacy_sources where name = ${name}`;
    await this.sql.unsafe(`drop server if exists cutover_${name} cascade`);
  }

  async dropTable(name: string): Promise<void> {
    await command(this.sql, 'unregister_table', { table: name });
    await this.sql`delete from cutover.table_groups where name = ${name}`;
  }

  /** Writes on supabase behind everybody's back, as only the owner of the agent can. */
  async tamper(statements: string): Promise<void> {
    await this.sql.begin(async (transaction) => {
      await transaction`insert into cutover_agent.appliers values (pg_current_xact_id())`;
      await transaction.unsafe(statements);
      await transaction`delete from cutover_agent.appliers`;
    });
  }

  /** A reconciliation of one table, to its end. */
  async compare(table: string, kind: 'full' | 'incremental'): Promise<Record<string, unknown>> {
    const [started] = await this.sql<{ id: string }[]>`
      select cutover_private.start_reconciliation(id, ${kind}, 'request') as id from cutover.cutover_tables where name = ${table}`;
    for (let worked = true; worked; ) {
      const [row] = await this.sql<
        { worked: boolean }[]
      >`select cutover_private.reconcile_chunk(${started!.id}) as worked`;
      worked = row!.worked;
    }
    const [job] = await this.sql`select * from cutover.reconciliation_jobs where id = ${started!.id}`;
    return job!;
  }

  /** Key, kind and columns of what is known to differ. */
  async drift(table: string): Promise<{ key: string; kind: string; columns: string }[]> {
    const rows = await this.sql<{ key: string; kind: string; columns: string }[]>`
      select d.key::text as key, d.kind, d.columns::text as columns
        from cutover.drifted_rows d join cutover.cutover_tables t on t.id = d.table_id
       where t.name = ${table} and d.resolved_at is null order by d.key[1]::integer`;
    return rows.map(({ key, kind, columns }) => ({ key, kind, columns }));
  }
}
