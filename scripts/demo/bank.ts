// The tables of one kind: pgbench's four, on both sides, and how the demo reaches them.
import { randomBytes } from 'node:crypto';
import postgres, { type Sql } from 'postgres';
import type { Stack } from '../stack/index.ts';
import { initialize, type Place } from './pgbench.ts';

export type Kind = 'local' | 'postgres';
export type Side = 'legacy' | 'supabase';

export const tables = ['branches', 'tellers', 'accounts', 'history'] as const;

export type Bank = {
  kind: Kind;
  /** Name of the table group and of the legacy source. */
  group: string;
  /** As the owner of the tables: postgres here, the owner of the legacy tables there. */
  sides: Record<Side, { sql: Sql; schema: string }>;
  routedSchema: string;
  /** Where the application's own account finds the tables. */
  application: { legacy: Place; supabase: Place; routed: Place };
};

export const connect = (url: string): Sql =>
  postgres(url, { max: 1, prepare: false, onnotice: () => {}, idle_timeout: 0, connect_timeout: 10 });

/** An ordinary login with no rights but those that an application gets, once for both kinds. */
export async function createApplication(stack: Stack, sql: Sql): Promise<string> {
  const password = randomBytes(18).toString('base64url');
  await sql.unsafe(`create role demo_application login password '${password}'`);
  const url = new URL(stack.dbUrl);
  url.username = 'demo_application';
  url.password = password;
  return url.href;
}

export function openBank(stack: Stack, kind: Kind, applicationUrl: string): Bank {
  const here = connect(stack.dbUrl);
  const there = kind === 'local' ? here : connect(stack.legacyDbUrl);
  const legacySchema = kind === 'local' ? 'local_legacy' : 'public';
  const legacyUrl = kind === 'local' ? applicationUrl : stack.legacyAppUrl;
  return {
    kind,
    group: kind === 'local' ? 'bank_local' : 'bank_remote',
    sides: {
      legacy: { sql: there, schema: legacySchema },
      supabase: { sql: here, schema: kind === 'local' ? 'local_app' : 'remote_app' },
    },
    routedSchema: kind === 'local' ? 'local_routed' : 'remote_routed',
    application: {
      legacy: { url: legacyUrl, schema: legacySchema },
      supabase: { url: applicationUrl, schema: kind === 'local' ? 'local_app' : 'remote_app' },
      routed: { url: applicationUrl, schema: kind === 'local' ? 'local_routed' : 'remote_routed' },
    },
  };
}

export async function closeBank({ sides }: Bank): Promise<void> {
  await Promise.all([sides.legacy.sql.end({ timeout: 1 }), sides.supabase.sql.end({ timeout: 1 })]);
}

async function grant(sql: Sql, schema: string, role: string): Promise<void> {
  await sql.unsafe(`
    grant usage on schema ${schema} to ${role};
    grant select, insert, update, delete on all tables in schema ${schema} to ${role};`);
}

export const grantOnRoutedViews = (bank: Bank): Promise<void> =>
  grant(bank.sides.supabase.sql, bank.routedSchema, 'demo_application');

/** Legacy full and as pgbench makes it, without a key on pgbench_history; supabase empty, with keys. */
export async function fill(stack: Stack, bank: Bank, scale: number): Promise<void> {
  const { legacy, supabase } = bank.sides;
  for (const { sql, schema } of [legacy, supabase]) await sql.unsafe(`create schema if not exists ${schema}`);
  const legacyUrl = bank.kind === 'local' ? stack.dbUrl : stack.legacyDbUrl;
  initialize({ url: legacyUrl, schema: legacy.schema }, 'dtgpf', scale);
  initialize({ url: stack.dbUrl, schema: supabase.schema }, 'dtpf', scale);
  await supabase.sql.unsafe(
    `alter table ${supabase.schema}.pgbench_history add column id bigint generated always as identity primary key`,
  );
  await grant(legacy.sql, legacy.schema, bank.kind === 'local' ? 'demo_application' : 'legacy_app');
  await grant(supabase.sql, supabase.schema, 'demo_application');
}

export type Sums = {
  accounts: number;
  tellers: number;
  branches: number;
  deltas: number;
  rows: number;
  history: number;
};

/** TPC-B: every transaction adds the same amount to an account, a teller, a branch, and writes it down in the history. */
export async function sums({ sql, schema }: { sql: Sql; schema: string }): Promise<Sums> {
  const [row] = await sql.unsafe<[Record<keyof Sums, string>]>(`
    select a.sum as accounts, t.sum as tellers, b.sum as branches, h.sum as deltas, a.n + t.n + b.n + h.n as rows, h.n as history
    from (select coalesce(sum(abalance), 0) as sum, count(*) as n from ${schema}.pgbench_accounts) a,
      (select coalesce(sum(tbalance), 0) as sum, count(*) as n from ${schema}.pgbench_tellers) t,
      (select coalesce(sum(bbalance), 0) as sum, count(*) as n from ${schema}.pgbench_branches) b,
      (select coalesce(sum(delta), 0) as sum, count(*) as n from ${schema}.pgbench_history) h`);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])) as Sums;
}
