// Rules that ask a legacy server: foreign keys, constraints, indexes, plans and triggers over there, each broken for real and mended.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, connect, createGroup, dropGroup, type Group, makeReady } from '../runs/group.ts';
import { runningStack } from '../support/stack.ts';

const stack = runningStack();
const sql = connect(stack.dbUrl);
const legacy = connect(stack.legacyDbUrl);
const name = `judged_${Date.now().toString(36)}`;
let group: Group;

beforeAll(async () => {
  group = await createGroup(sql, legacy, stack, 'postgres', name);
  await makeReady(sql, name);
});
afterAll(async () => {
  await dropGroup(sql, legacy, group);
  await sql.end();
  await legacy.end();
});

type Gate = { table: string; rule: string; verdict: string; evidence: { findings?: string[]; error?: string } };
const gates = async (): Promise<Gate[]> => (await command(sql, 'prepare', { group: name })).gates as Gate[];
const found = async (rule: string): Promise<string[]> =>
  (await gates())
    .filter((gate) => gate.rule === rule && gate.verdict !== 'passed')
    .flatMap(({ table, verdict, evidence }) =>
      (evidence.findings ?? []).map((finding) => `${table.slice(name.length + 1)} ${verdict}: ${finding}`),
    );

test('everything that can be measured over there is', async () => {
  expect((await gates()).filter(({ evidence }) => evidence.error)).toEqual([]);
  for (const rule of ['foreign_keys_as_legacy', 'legacy_constraints_hold', 'indexes_as_legacy', 'switch_triggers'])
    expect(await found(rule)).toEqual([]);
});

test('an index and a constraint of legacy alone', async () => {
  await legacy.unsafe(`
    create unique index by_name on ${group.legacySchema}.owner (name, id);
    alter table ${group.legacySchema}.item add constraint short check (length(note) < 100);`);
  expect(await found('indexes_as_legacy')).toEqual(['owner warning: by_name using btree (name, id)']);
  expect(await found('legacy_constraints_hold')).toEqual([
    'owner warning: by_name: btree (name, id)',
    'item warning: short: CHECK ((length(note) < 100))',
  ]);
  await sql.unsafe(`
    create unique index on ${group.supabaseSchema}.owner (name, id);
    alter table ${group.supabaseSchema}.item add constraint short check (length(note) < 100);`);
  expect([...(await found('indexes_as_legacy')), ...(await found('legacy_constraints_hold'))]).toEqual([]);
});

test('a foreign key that supabase lacks', async () => {
  await sql.unsafe(`alter table ${group.supabaseSchema}.item drop constraint item_owner_id_fkey`);
  expect(await found('foreign_keys_as_legacy')).toEqual([
    `item failed: item_owner_id_fkey: FOREIGN KEY (owner_id) REFERENCES ${group.legacySchema}.owner(id)`,
  ]);
  await sql.unsafe(
    `alter table ${group.supabaseSchema}.item add foreign key (owner_id) references ${group.supabaseSchema}.owner`,
  );
  expect(await found('foreign_keys_as_legacy')).toEqual([]);
});

test('a capture that somebody switched off on the legacy server', async () => {
  const triggers = await legacy<{ name: string }[]>`
    select t.tgname as name from pg_trigger t
    where t.tgrelid = to_regclass(${`${group.legacySchema}.owner`}) and t.tgname ~ '^cutover_capture_[0-9]'`;
  const trigger = triggers[0]?.name ?? '';
  await legacy.unsafe(`alter table ${group.legacySchema}.owner disable trigger ${trigger}`);
  expect(await found('switch_triggers')).toEqual([
    `owner failed: capture_off: legacy: trigger ${trigger} on ${group.legacySchema}.owner is not enabled always`,
  ]);
  await legacy.unsafe(`alter table ${group.legacySchema}.owner enable always trigger ${trigger}`);
  expect(await found('switch_triggers')).toEqual([]);
});

test('a golden query that legacy answers by an index, and supabase does not', async () => {
  await sql.unsafe(`grant usage on schema ${group.supabaseSchema} to cutover_reader;
    create table ${group.supabaseSchema}.big (id integer, filler text);
    insert into ${group.supabaseSchema}.big select i, repeat('x', 100) from generate_series(1, 20000) i;
    grant select on ${group.supabaseSchema}.big to cutover_reader; analyze ${group.supabaseSchema}.big;`);
  await legacy.unsafe(`create table ${group.legacySchema}.big (id integer primary key, filler text);
    insert into ${group.legacySchema}.big select i, repeat('x', 100) from generate_series(1, 20000) i;
    analyze ${group.legacySchema}.big; grant select on ${group.legacySchema}.big to cutover_agent_login;`);
  const query = (schema: string): string => `select * from ${schema}.big where id = 7`;
  await command(sql, 'register_golden_query', {
    name,
    group: name,
    legacy_sql: query(group.legacySchema),
    supabase_sql: query(group.supabaseSchema),
    reason: 'test',
  });
  const ask = async (): Promise<void> => {
    await command(sql, 'check_golden_queries', { name });
    while ((await sql`select cutover_private.golden_step() as more`)[0]?.more);
  };
  await ask();
  const finding = `${name}: ${group.supabaseSchema}.big`;
  expect(await found('golden_plans')).toEqual([`owner warning: ${finding}`, `item warning: ${finding}`]);
  expect(await found('golden_queries_equal')).toEqual([]);
  await sql.unsafe(`create index on ${group.supabaseSchema}.big (id); analyze ${group.supabaseSchema}.big;`);
  await ask();
  expect(await found('golden_plans')).toEqual([]);
});
