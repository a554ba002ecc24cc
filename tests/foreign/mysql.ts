// A MySQL as legacy side: foreign tables over mysql_fdw, as a hosted project has them over its MySQL wrapper.
import { expect } from 'vitest';
import { type Stack, startMariadb, stopMariadb } from '../../scripts/stack/index.ts';
import * as mariadb from '../../scripts/stack/mariadb.ts';
import { connect, type Sql } from '../support/database.ts';
import { runningStack } from '../support/stack.ts';

type Answer = {
  ok: boolean;
  result: Record<string, unknown>;
  error?: { code: string; message: string; details: string | null; hint: string | null };
};
export type Column = { name: string; mysql: string; foreign?: string; supabase: string };

/** One group `name` of a source `name`, with its schemas: `<name>_old` of foreign tables, `<name>_new`. */
export class MysqlLegacy {
  readonly sql: Sql;
  readonly stack: Stack;
  readonly name: string;
  private readonly maria: mariadb.Mariadb;

  private constructor(stack: Stack, name: string, maria: mariadb.Mariadb) {
    this.stack = stack;
    this.name = name;
    this.maria = maria;
    this.sql = connect(stack.dbUrl);
  }

  static async start(name: string): Promise<MysqlLegacy> {
    const stack = runningStack();
    const maria = await startMariadb(stack);
    const admin = connect(stack.adminDbUrl);
    // Hosted, the extension is there and postgres may use it.
    await admin.unsafe(`create extension if not exists mysql_fdw schema extensions;
      grant usage on foreign data wrapper mysql_fdw to postgres`);
    await admin.end();
    const legacy = new MysqlLegacy(stack, name, maria);
    await legacy.sql.unsafe(`
      create server ${name} foreign data wrapper mysql_fdw options (host '127.0.0.1', port '${maria.port}',
        character_set 'utf8mb4', sql_mode 'ANSI_QUOTES,STRICT_ALL_TABLES');
      create user mapping for postgres server ${name} options (username 'cutover', password '${maria.password}');
      create schema ${name}_old; create schema ${name}_new;`);
    await legacy.ok('register_legacy_source', { name, kind: 'foreign' });
    return legacy;
  }

  /** Takes everything away again. */
  async end(): Promise<void> {
    const tables = await this.sql<{ name: string }[]>`
      select t.name from cutover.cutover_tables t join cutover.legacy_sources s on s.id = t.source_id where s.name = ${this.name}`;
    for (const table of tables) await this.ok('unregister_table', { table: table.name });
    // Runs, windows and the source itself have no operation that ends them.
    await this
      .sql`delete from cutover.table_groups g using cutover.legacy_sources s where s.id = g.source_id and s.name = ${this.name}`;
    await this.sql`delete from cutover.legacy_sources where name = ${this.name}`;
    await this.sql.unsafe(`
      drop schema if exists ${this.name}_old, ${this.name}_new, ${this.name}_routed cascade;
      drop server if exists ${this.name} cascade`);
    await this.sql.end();
    const admin = connect(this.stack.adminDbUrl);
    await admin.unsafe('drop extension if exists mysql_fdw cascade');
    await admin.end();
    await stopMariadb(this.stack);
  }

  get port(): number {
    return this.maria.port;
  }

  /** On the MySQL itself, past PostgreSQL. */
  mysql(text: string): string {
    return mariadb.query(this.maria, text);
  }

  /** The same table three times: in MySQL, as foreign table, in supabase. Columns of the key come first. */
  async table(name: string, key: string[], columns: Column[], register: Record<string, unknown> = {}): Promise<Answer> {
    await this.create(name, key, columns);
    return this.register(name, key, register);
  }

  async create(name: string, key: string[], columns: Column[]): Promise<void> {
    const list = (type: (column: Column) => string): string =>
      columns.map((column) => `${column.name} ${type(column)}`).join(', ');
    this.mysql(`create table ${name} (${list((column) => column.mysql)}, primary key (${key.join(', ')}))`);
    await this.sql.unsafe(`
      create foreign table ${this.name}_old.${name} (${list((column) => column.foreign ?? column.supabase)})
        server ${this.name} options (dbname 'shop', table_name '${name}');
      create table ${this.name}_new.${name} (${list((column) => column.supabase)}, primary key (${key.join(', ')}))`);
  }

  register(name: string, key: string[], more: Record<string, unknown> = {}): Promise<Answer> {
    return this.command('register_table', {
      name: `${this.name}_${name}`,
      source: this.name,
      group: this.name,
      legacy_schema: `${this.name}_old`,
      legacy_table: name,
      supabase_schema: `${this.name}_new`,
      supabase_table: name,
      key_columns: key,
      ...more,
    });
  }

  async command(operation: string, args: Record<string, unknown>): Promise<Answer> {
    const [row] = await this.sql<{ answer: Answer }[]>`
      select cutover.command(${operation}, ${this.sql.json(args as never)}) as answer`;
    return row!.answer;
  }

  async ok(operation: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
    const answer = await this.command(operation, args);
    expect(answer, operation).toMatchObject({ ok: true });
    return answer.result;
  }

  /** Does what the drivers do, until nothing is left. */
  async pipeline(): Promise<void> {
    const [group] = await this.sql<{ id: string }[]>`select id from cutover.table_groups where name = ${this.name}`;
    for (let idle = 0; idle < 3; ) {
      await this.sql`update cutover_private.verify_queue set due_at = clock_timestamp()`;
      const [row] = await this.sql<{ worked: number }[]>`select cutover_private.pipeline_tick(${group!.id}) as worked`;
      idle = row!.worked === 0 ? idle + 1 : 0;
    }
  }

  /** A full comparison of one table. */
  async compare(table: string): Promise<Record<string, unknown>> {
    const [started] = await this.sql<{ id: string }[]>`
      select cutover_private.start_reconciliation(id, 'full', 'request') as id
        from cutover.cutover_tables where name = ${`${this.name}_${table}`}`;
    for (let worked = true; worked; ) {
      const [row] = await this.sql<
        { worked: boolean }[]
      >`select cutover_private.reconcile_chunk(${started!.id}) as worked`;
      worked = row!.worked;
    }
    const [job] = await this.sql`select * from cutover.reconciliation_jobs where id = ${started!.id}`;
    return job!;
  }

  async rows(query: string): Promise<string[]> {
    const rows = await this.sql.unsafe(`select q::text as row from (${query}) q`);
    return rows.map((row) => (row as unknown as { row: string }).row);
  }
}
