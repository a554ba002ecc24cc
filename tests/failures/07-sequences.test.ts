// Sequences: cached values, numbers of deleted rows used again, the way back forgotten (vitess#9442, pgdog#671).
import { expect, test } from 'vitest';
import { makeReady, type Side } from '../runs/group.ts';
import { kinds, type Scene, scene } from './scene.ts';

async function draw(it: Scene, side: Side, name: string, sql = it.at(side).sql): Promise<number> {
  const { schema } = it.at(side);
  const [row] = await sql.unsafe(`insert into ${schema}.owner (name) values ('${name}') returning id::int`);
  return row?.id as number;
}

test.each(kinds)('no number is handed out twice, there and back (%s legacy)', async (kind) => {
  const it = await scene(kind, `fail_07_${kind}`);
  const drawn = new Set<number>();
  for (const [run, from, to] of [
    ['cutover', 'legacy', 'supabase'],
    ['rollback', 'supabase', 'legacy'],
  ] as const) {
    const { sql, schema } = it.at(from);
    await sql.unsafe(`alter sequence ${schema}.owner_id_seq cache 100`);
    // A pooled session that keeps a hundred numbers for itself.
    const pooled = it.session(from);
    const take = async (): Promise<number> => {
      const [row] = await pooled.unsafe(`select nextval('${schema}.owner_id_seq')::int as id`);
      return row?.id as number;
    };
    drawn.add(await take());
    // The highest row of all, deleted: MAX does not know it.
    const highest = await draw(it, from, 'deleted');
    drawn.add(highest);
    await sql.unsafe(`delete from ${schema}.owner where id = ${highest}`);
    if (run === 'cutover') await makeReady(it.sql, it.group.name);
    expect(await it.run(run)).toMatchObject({ status: 'completed' });
    for (let n = 0; n < 99; n++) drawn.add(await take());
    const first = await draw(it, to, `first on ${to}`, it.session(to));
    expect(first, `the first number on ${to}`).toBeGreaterThan(Math.max(...drawn));
    drawn.add(first);
    // A session from before may have numbers left; they are nobody else's.
    const left = await draw(it, to, 'left over');
    expect(drawn.has(left), `${left} is new`).toBe(false);
    drawn.add(left);
  }
});
