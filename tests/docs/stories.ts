// Where each section of a document takes the shop up, by its heading. A section that is not named goes on where the one before it
// has left off; `*` is where a document begins.
import type { Sql } from 'postgres';
import { expect } from 'vitest';
import { makeReady, settle } from '../runs/group.ts';
import type { Shop } from './shop.ts';

type Stage = {
  /** With a shop of its own. */
  fresh?: true;
  before?: (shop: Shop, sql: Sql) => Promise<unknown>;
  after?: (printed: string, shop: Shop) => void;
  /** Of `*`: from schedule_jobs() on something does what pg_cron does; otherwise the document's text is all that happens. */
  drivers?: true;
};

const answers = (printed: string): unknown[] =>
  printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

export const stories: Record<string, Record<string, Stage>> = {
  'README.md': {
    'Register (SQL, as admin)': { before: (shop) => shop.tables() },
    'Switch (HTTP, as operator)': {
      before: (shop) => shop.ready(),
      after: (printed, shop) =>
        expect(answers(printed)).toMatchObject([
          { ok: true, result: { ready: true } },
          { ok: true, result: { status: 'active', kind: 'emergency' } },
          { ok: true, result: { dry_run: true, would_pass: true } },
          { ok: true, result: { kind: 'cutover', status: 'completed' } },
          { ok: true, result: { groups: [{ group: shop.name }] } },
          { ok: true, result: { kind: 'rollback', status: 'completed', reason: 'wrong prices' } },
        ]),
    },
    'Before the switch': {
      before: async (shop, sql) => {
        await settle(sql, shop.name);
        await makeReady(sql, shop.name);
      },
    },
    'While it runs': { fresh: true, before: (shop) => shop.ready() },
    'After the switch': { fresh: true, before: (shop) => shop.completed() },
    'Are both sides the same': { fresh: true, before: (shop) => shop.ready() },
    'Read switch': { fresh: true, before: (shop) => shop.ready() },
    'Shadow reads and ramps': { fresh: true, before: (shop) => shop.split() },
    'Shadow reads and ramps (2)': {
      before: (shop, sql) => sql`
        insert into cutover.read_splits (table_id, environment, salt, updated_by, halted_at, halted_reason)
        select t.id, 'development', 'shop', 'test', now(), 'test' from cutover.cutover_tables t where t.name = ${shop.here('orders')}
        on conflict (table_id, environment) do update set halted_at = now(), halted_reason = 'test'`,
    },
    'Who is told': { before: (shop) => shop.secret('cutover_notify_slack', 'https://hooks.slack.com/services/x') },
  },
  'docs/notifications.md': {
    '*': {
      before: async (shop, sql) => {
        await sql`delete from vault.secrets where name like 'cutover_notify_%'`;
        await shop.ready();
      },
    },
  },
  'docs/getting-started.md': {
    '*': { drivers: true, before: (_, sql) => sql`delete from vault.secrets where name = 'shop_password'` },
  },
  'docs/runbook.md': {
    'Days before': { before: (shop) => shop.ready() },
    'The switch': {
      before: (_, sql) => sql`
        update cutover.freeze_windows set status = 'cancelled', ended_at = now(), ended_by = 'test' where status = 'scheduled'`,
    },
    Emergency: {
      before: async (shop, sql) => {
        await settle(sql, shop.name);
        await makeReady(sql, shop.name);
      },
    },
    Finalizing: { fresh: true, before: (shop) => shop.completed() },
  },
  'docs/troubleshooting.md': { '*': { before: (shop) => shop.ready() } },
  'docs/api.md': { '*': { before: (shop) => shop.ready() } },
};
