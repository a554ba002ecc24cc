// One table that only the agent knows: shop.item of a schema of its own, with an endpoint.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { connect, type Sql } from '../support/database.ts';

/** A connection, or a transaction on one. */
export type Session = postgres.ISql;

export interface AgentTable {
  name: string;
  endpoint: string;
  number: number;
  drop(): Promise<void>;
}

export async function createTable(sql: Sql, keyType = 'bigint'): Promise<AgentTable> {
  const endpoint = randomUUID();
  const schema = `agent_${endpoint.slice(0, 8)}`;
  await sql.unsafe(`
    create schema ${schema};
    create table ${schema}.item (id ${keyType} primary key, name text);
    insert into ${schema}.item values (1, 'one');`);
  const [row] = await sql<{ number: number }[]>`
    select cutover_agent.register_endpoint(${endpoint}, ${schema}, 'item', '{id,name}', '{integer,text}', 1) as number`;
  await sql`select cutover_agent.become_truth(array[${endpoint}]::uuid[])`;
  return {
    name: `${schema}.item`,
    endpoint,
    number: row!.number,
    drop: async () => {
      await sql`select cutover_agent.unregister_endpoint(${endpoint})`;
      await sql.unsafe(`drop schema ${schema} cascade`);
    },
  };
}

/** Blocks for so many seconds, giving up after giveUpMs; each call is another run unless a token is given. */
export async function block(
  sql: Session,
  table: AgentTable,
  seconds: number,
  giveUpMs = 5000,
  token: string = randomUUID(),
): Promise<string> {
  await sql`select cutover_agent.block_writes(array[${table.endpoint}]::uuid[], ${token}, ${seconds}, ${giveUpMs}, 'a test')`;
  return token;
}

export async function journal(sql: Sql, table: AgentTable): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select key::text as key from cutover_agent.journal where endpoint_number = ${table.number} order by id`;
  return rows.map((row) => row.key);
}

/** A superuser's connection: the only one that may change session_replication_role. */
export function connectAsAdmin(): Sql {
  const given = process.env.CUTOVER_TEST_ADMIN_DB_URL;
  if (given !== undefined && given !== '') return connect(given);
  const dir = process.env.CUTOVER_STACK_DIR ?? join(import.meta.dirname, '..', '..', '.stack');
  const { adminDbUrl } = JSON.parse(readFileSync(join(dir, 'stack.json'), 'utf8')) as { adminDbUrl: string };
  return connect(adminDbUrl);
}
