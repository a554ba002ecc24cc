// The queries that Studio offers operators and auditors: each runs for whoever it is for, and shows strangers nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, connect, createGroup, drive, dropGroup, type Group, makeReady, settle } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';

const stack = runningStack();
const sql: Sql = connect(stack.dbUrl);
const legacy: Sql = connect(stack.legacyDbUrl);
const folder = join(import.meta.dirname, '..', '..', 'supabase', 'snippets');
const people = { operators: ['operator', 'snippets-operator'], auditors: ['viewer', 'snippets-auditor'] } as const;
const stranger = 'snippets-stranger';
// What may well find nothing, in a group with which nothing is wrong.
const mayBeEmpty = [
  'rows-that-differ.sql',
  'two-people.sql',
  'exceptions.sql',
  'what-was-refused.sql',
  'open-alerts.sql',
];
let group: Group;

beforeAll(async () => {
  for (const [role, subject] of Object.values(people)) await command(sql, 'grant_operator', { subject, role });
  group = await createGroup(sql, legacy, stack, 'local', 'snippets');
  await makeReady(sql, group.name);
  const run = await command(sql, 'execute', { group: group.name });
  expect(await drive(sql, run.run_id as string)).toMatchObject({ status: 'completed' });
  // The monitor's look, which notes what is missing for completion.
  await sql`select cutover_private.watch_turn(g.id) from cutover.table_groups g where g.name = ${group.name}`;
}, 120_000);

afterAll(async () => {
  const run = await command(sql, 'rollback', { group: group.name, reason: 'test' });
  await drive(sql, run.run_id as string);
  await settle(sql, group.name);
  await dropGroup(sql, legacy, group);
  for (const [, subject] of Object.values(people)) await command(sql, 'revoke_operator', { subject });
  await sql.end({ timeout: 1 });
  await legacy.end({ timeout: 1 });
});

/** Runs a query as the Data API would for a signed-in user. */
const asUser = (subject: string, query: string): Promise<unknown[]> =>
  sql.begin('read only', async (transaction) => {
    await transaction`select set_config('request.jwt.claims', ${JSON.stringify({ sub: subject, role: 'authenticated' })}, true)`;
    await transaction`set local role authenticated`;
    return transaction.unsafe(query);
  }) as Promise<unknown[]>;

describe.each(Object.entries(people))('%s', (audience, [, subject]) => {
  const files = readdirSync(join(folder, audience)).filter((name) => name.endsWith('.sql'));

  test('there are some', () => expect(files.length).toBeGreaterThan(5));

  test.each(files)('%s', async (name) => {
    const query = readFileSync(join(folder, audience, name), 'utf8');
    expect(query, 'the first line says what it shows').toMatch(/^-- [A-Z].{20,}\.\n/);
    const rows = await asUser(subject, query);
    if (!mayBeEmpty.includes(name)) expect(rows.length).toBeGreaterThan(0);
    // The check of the log says no to strangers instead of showing nothing.
    const shown = await asUser(stranger, query).catch((error: { code?: string }) => error.code);
    expect(shown).toEqual(name === 'verify-the-log.sql' ? 'CT102' : []);
  });
});
