// SQL and TypeScript give every subject the same side, by what operators really set and servers really get.
import fc from 'fast-check';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  decideReadSide,
  readConfiguration,
  rolloutBucket,
  type TableReads,
} from '../../packages/shared/src/read-switch/index.ts';
import vectors from '../../packages/shared/src/read-switch/rollout-vectors.json' with { type: 'json' };
import { command } from '../runs/group.ts';
import { connect } from '../support/database.ts';

const sql: Sql = connect();
const table = 'Same "answer"';

/** Everything in here is rolled back. */
beforeAll(async () => {
  await sql`begin`;
  await sql.unsafe(`
    create schema same_answer;
    create table same_answer.before (id integer primary key);
    create table same_answer.after (id integer primary key);`);
  await command(sql, 'register_legacy_source', { name: 'same_answer', kind: 'local' });
  await command(sql, 'register_table', {
    name: table,
    source: 'same_answer',
    group: 'same_answer',
    legacy_schema: 'same_answer',
    legacy_table: 'before',
    supabase_schema: 'same_answer',
    supabase_table: 'after',
  });
  await sql`update cutover.cutover_tables set read_source = 'dual' where name = ${table}`;
});
afterAll(async () => {
  await sql`rollback`;
  await sql.end();
});

type Split = { percentage: number; cap: number; pinned: string[]; excluded: string[]; salt?: string };

async function set({ cap, salt, ...split }: Split): Promise<void> {
  await command(sql, 'set_feature_flag', {
    name: 'data_migration_final',
    enabled: cap > 0,
    rollout_percentage: cap,
  });
  await command(sql, 'set_read_split', { table, ...split, reason: 'test' });
  if (salt === undefined) return;
  await sql`update cutover.read_splits s set salt = ${salt} from cutover.cutover_tables t where t.id = s.table_id and t.name = ${table}`;
}

/** As a server gets it. */
async function told(): Promise<TableReads> {
  const { tables } = readConfiguration.parse(await command(sql, 'read_configuration', {}));
  return tables.find((reads) => reads.table === table) as TableReads;
}

async function answers(subjects: string[]): Promise<string[]> {
  const rows = await sql<{ side: string }[]>`
    select cutover.read_side(${table}, s.subject) as side
    from jsonb_array_elements_text(${JSON.stringify(subjects)}::text::jsonb) with ordinality s (subject, position) order by s.position`;
  return rows.map(({ side }) => side);
}

test('the vectors are those of SQL', async () => {
  const rows = await sql<{ salt: string; subject: string; bucket: number }[]>`
    select v.salt, v.subject, cutover_private.rollout_bucket(v.salt, v.subject) as bucket
    from jsonb_to_recordset(${JSON.stringify(vectors)}::text::jsonb) v (salt text, subject text)`;
  for (const { salt, subject, bucket } of rows) expect(bucket).toBe(rolloutBucket(salt, subject));
  expect(rows).toHaveLength(vectors.length);
});

const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ maxLength: 12 }),
    fc.string({ minLength: 300, maxLength: 900 }),
  )
  // What PostgreSQL can hold.
  .filter((value) => value.isWellFormed() && !value.includes('\u0000'));
const percentage = fc.oneof(
  fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
  fc.constantFrom(0, 0.01, 0.07, 99.99, 100),
);

test('1,000 subjects under 20 configurations', async () => {
  const [subjects = []] = fc.sample(fc.uniqueArray(text, { minLength: 1000, maxLength: 1000 }), {
    numRuns: 1,
    seed: 1,
  });
  const configurations = fc.sample(
    fc.record({
      percentage,
      cap: percentage,
      // Nobody is named by nothing.
      pinned: fc.subarray(subjects.slice(0, 50).filter((subject) => subject !== '')),
      excluded: fc.subarray(subjects.slice(50, 100).filter((subject) => subject !== '')),
      salt: fc.oneof(text, fc.constantFrom('a:b', ':', '')),
    }),
    { numRuns: 20, seed: 2 },
  );
  const seen = new Map<string, number>();
  for (const one of configurations) {
    await set(one);
    const reads = await told();
    const sides = await answers(subjects);
    expect(sides).toHaveLength(subjects.length);
    const decisions = subjects.map((subject) => decideReadSide(reads, subject));
    const differ = subjects.filter((_, index) => decisions[index]?.side !== sides[index]);
    expect({ ...one, differ }).toEqual({ ...one, differ: [] });
    for (const { reason, side } of decisions) seen.set(`${reason} ${side}`, (seen.get(`${reason} ${side}`) ?? 0) + 1);
    const [nobody] = await sql`select cutover.read_side(${table}) as side`;
    expect(decideReadSide(reads, null)).toEqual({ side: nobody?.side, reason: 'no_subject' });
  }
  expect([...seen.keys()].sort()).toEqual(['excluded legacy', 'pinned supabase', 'split legacy', 'split supabase']);
});

test('a ramp never moves a subject back, whether split or flag is raised, and its shares are those that it says', async () => {
  const subjects = Array.from({ length: 20_000 }, (_, index) => `subject-${index}`);
  const few = { pinned: [], excluded: [], salt: 'shop' };
  let before: string[] = subjects.map(() => 'legacy');
  for (const [split, cap] of [
    [0, 100],
    [100, 0.5],
    [1, 100],
    [100, 5],
    [12.34, 20],
    [25, 100],
    [50, 60],
    [100, 90],
    [100, 100],
  ] as const) {
    await set({ percentage: split, cap, ...few });
    const sides = await answers(subjects);
    const reads = await told();
    expect(sides).toEqual(subjects.map((subject) => decideReadSide(reads, subject).side));
    expect(subjects.filter((_, index) => before[index] === 'supabase' && sides[index] === 'legacy')).toEqual([]);
    before = sides;

    // Five standard deviations: a fair hash is outside once in 1.7 million times, and these subjects are fixed.
    const share = Math.min(split, cap) / 100;
    const chosen = sides.filter((side) => side === 'supabase').length;
    const deviation = Math.sqrt(subjects.length * share * (1 - share));
    expect(Math.abs(chosen - subjects.length * share), `${split} % of ${cap} %`).toBeLessThanOrEqual(5 * deviation);
  }
  // The last of them is everybody.
  expect(new Set(before)).toEqual(new Set(['supabase']));
});

test('a hundredth of a percent is the border that it says, by split and by flag', async () => {
  // As fractions most of them are a little less, or more: 0.29 * 100 is 28.999999999999996.
  for (const bucket of [0, 6, 28, 112, 5716, 9998, 9999]) {
    let subject = '';
    for (let n = 0; rolloutBucket('shop', subject) !== bucket; n += 1) subject = `s${n}`;
    for (const hundredths of [bucket, bucket + 1]) {
      const expected = hundredths > bucket ? 'supabase' : 'legacy';
      const border = Number((hundredths / 100).toFixed(2));
      for (const [percentage, cap] of [
        [border, 100],
        [100, border],
      ] as const) {
        await set({ percentage, cap, pinned: [], excluded: [], salt: 'shop' });
        expect([hundredths, ...(await answers([subject]))]).toEqual([hundredths, expected]);
        expect(decideReadSide(await told(), subject).side).toBe(expected);
      }
    }
  }
});

test('a table that is not split, and one without a split, have one answer', async () => {
  await set({ percentage: 50, cap: 100, pinned: ['tom'], excluded: ['eve'] });
  await sql`delete from cutover.read_splits s using cutover.cutover_tables t where t.id = s.table_id and t.name = ${table}`;
  const subjects = ['tom', 'eve', 'x', ''];
  for (const source of ['dual', 'supabase', 'legacy']) {
    await sql`update cutover.cutover_tables set read_source = ${source} where name = ${table}`;
    const reads = await told();
    const expected = source === 'supabase' ? 'supabase' : 'legacy';
    expect(await answers(subjects)).toEqual(subjects.map(() => expected));
    expect(subjects.map((subject) => decideReadSide(reads, subject).side)).toEqual(subjects.map(() => expected));
  }
});
