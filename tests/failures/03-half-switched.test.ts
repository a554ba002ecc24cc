// Half switched: routing says one side, the guard refuses it; blocks are left over (vitess#17326, #13999).
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeReady, type Side } from '../runs/group.ts';
import { accepts, kinds, type Scene, scene } from './scene.ts';

/** The last thing that a flip does fails: what it did on the legacy server is committed there by then. */
async function failAtTheEnd(it: Scene): Promise<() => Promise<void>> {
  await it.sql.unsafe(`
    create function ${it.group.supabaseSchema}.fail() returns trigger language plpgsql as $$
    begin raise exception 'the flip fails at its end'; end $$;
    create trigger fail_03 after update of write_source on cutover.cutover_tables for each row
    when (new.name like '${it.group.name}%') execute function ${it.group.supabaseSchema}.fail();`);
  const mend = async (): Promise<void> => {
    await it.sql.unsafe('drop trigger if exists fail_03 on cutover.cutover_tables');
  };
  onTestFinished(mend);
  return mend;
}

async function expectOneSide(it: Scene, side: Side): Promise<void> {
  expect(await it.truth()).toBe(side);
  expect(await it.writableSides()).toEqual([side]);
  const routed = `${it.group.routedSchema}.owner`;
  expect(
    await accepts(it.sql, `insert into ${routed} (id, name, total) values (-2, 'routed', 0)`),
    'through the view',
  ).toBe(true);
  // The view shows what that side holds.
  const { sql, schema } = it.at(side);
  await sql.unsafe(`update ${schema}.owner set name = 'seen on ${side}' where id = 7`);
  const [row] = await it.sql.unsafe(`select name from ${routed} where id = 7`);
  expect(row?.name).toBe(`seen on ${side}`);
  for (const there of ['legacy', 'supabase'] as const) {
    const blocks = await it
      .agent(there)
      .unsafe(
        `select 1 from cutover_agent.blocks b join cutover_agent.endpoints e on e.id = b.endpoint_id where e.schema_name = '${it.at(there).schema}'`,
      );
    expect(blocks.length, `blocks on ${there}`).toBe(there === side ? 0 : 2);
  }
}

describe.each(kinds)('%s legacy', (kind) => {
  test('a switch that fails at its very end leaves one side, and no block; so does the next one that succeeds', async () => {
    const it = await scene(kind, `fail_03_${kind}`);
    await makeReady(it.sql, it.group.name);
    for (const [run, from, to] of [
      ['cutover', 'legacy', 'supabase'],
      ['rollback', 'supabase', 'legacy'],
    ] as const) {
      const mend = await failAtTheEnd(it);
      expect(await it.run(run)).toMatchObject({ status: 'released' });
      await mend();
      await it.sql.unsafe(`drop function ${it.group.supabaseSchema}.fail()`);
      await expectOneSide(it, from);
      expect(await it.run(run)).toMatchObject({ status: 'completed' });
      await expectOneSide(it, to);
    }
  });
});
