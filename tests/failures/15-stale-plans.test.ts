// Stale plans and pooled sessions after the switch (vitess#15707; "cached plan must not change result type").

import postgres, { type Sql } from 'postgres';
import { describe, expect, onTestFinished, test } from 'vitest';
import { command, makeReady, settle } from '../runs/group.ts';
import { startPgbouncer } from '../support/pgbouncer.ts';
import { runningStack } from '../support/stack.ts';
import { kinds, type Scene, scene, until } from './scene.ts';

/** What an application with a pool has: prepared statements and functions whose plans were made long ago. */
async function use(sessions: Sql[], it: Scene, name: string): Promise<void> {
  const view = `${it.group.routedSchema}.owner`;
  for (const [n, sql] of sessions.entries()) {
    const id = n + 1;
    // Often enough that the server turns to the generic plan.
    for (let again = 0; again < 7; again++) {
      await sql.unsafe(`update ${view} set name = $1 where id = $2`, [`${name} ${again}`, id], { prepare: true });
      const rows = await sql.unsafe(`select * from ${view} where id = $1`, [id], { prepare: true });
      expect(rows.map((row) => ({ ...row }))).toEqual([
        { id: String(id), name: `${name} ${again}`, total: `${id}.00` },
      ]);
      const [called] = await sql.unsafe(`select ${it.group.supabaseSchema}.name_of($1) as name`, [id], {
        prepare: true,
      });
      expect(called?.name).toBe(`${name} ${again}`);
      const [stored] = await sql.unsafe(`execute by_id(${id})`);
      expect(stored?.name).toBe(`${name} ${again}`);
    }
  }
}

describe.each(kinds)('%s legacy', (kind) => {
  test('sessions from before the switch go on through the routed view, there and back', async () => {
    const it = await scene(kind, `fail_15_${kind}`);
    const view = `${it.group.routedSchema}.owner`;
    await it.sql.unsafe(`create function ${it.group.supabaseSchema}.name_of(p_id bigint) returns text language plpgsql as $$
      declare v_row ${view}; begin select * into v_row from ${view} where id = p_id; return v_row.name; end $$`);
    const sessions = [1, 2, 3].map(() => postgres(runningStack().dbUrl, { max: 1, prepare: true, onnotice: () => {} }));
    onTestFinished(async () => {
      for (const sql of sessions) await sql.end({ timeout: 1 });
    });
    for (const sql of sessions) await sql.unsafe(`prepare by_id(bigint) as select * from ${view} where id = $1`);
    await use(sessions, it, 'on legacy');
    await makeReady(it.sql, it.group.name);
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    await use(sessions, it, 'on supabase');
    expect((await it.rows('supabase', 'owner')).filter((row) => row.includes('on supabase'))).toHaveLength(3);
    expect(await it.run('rollback')).toMatchObject({ status: 'completed' });
    await use(sessions, it, 'on legacy again');
    await settle(it.sql, it.group.name);
    expect((await it.rows('legacy', 'owner')).filter((row) => row.includes('on legacy again'))).toHaveLength(3);
    expect(await it.rows('supabase', 'owner')).toEqual(await it.rows('legacy', 'owner'));
  });

  test('pooled sessions go on through every form of the view', async () => {
    const it = await scene(kind, `fail_15p_${kind}`);
    const view = `${it.group.routedSchema}.owner`;
    await makeReady(it.sql, it.group.name);
    const pool = await startPgbouncer(runningStack().dbUrl);
    const ways = [
      { pool: 'one', prepare: true, simple: false },
      { pool: 'one', prepare: true, simple: false },
      { pool: 'several', prepare: false, simple: false },
      { pool: 'several', prepare: false, simple: false },
      { pool: 'several', prepare: false, simple: true },
      { pool: 'session', prepare: true, simple: false },
      { pool: 'session', prepare: false, simple: true },
    ] as const;
    let working = true;
    const failed: string[] = [];
    const done = ways.map(() => 0);
    const inserted = ways.map(() => 0);
    const updated = ways.map(() => 0);
    const workers = ways.map(async (way, n) => {
      const sql = postgres(pool(way.pool), { max: 1, prepare: way.prepare, fetch_types: false, onnotice: () => {} });
      const ask = (statement: string, values: (string | number)[]) =>
        way.simple
          ? sql.unsafe(statement.replace(/\$(\d)/g, (_, i) => `'${values[Number(i) - 1]}'`)).simple()
          : sql.unsafe(statement, values, { prepare: way.prepare });
      while (working) {
        try {
          const id = 10_000 * (n + 1) + done[n]!;
          await ask(`select * from ${view} where id = $1`, [n + 1]);
          const rows = await ask(`insert into ${view} (id, name, total) values ($1, $2, 1) returning id`, [
            id,
            `new ${n}`,
          ]);
          inserted[n]! += rows.length;
          // A row once: what has not come over yet may not be updated again.
          if (done[n]! % 5 === 0 && updated[n]! < 25) {
            const own = 1 + n * 25 + updated[n]!;
            updated[n]! += (await ask(`update ${view} set name = $2 where id = $1`, [own, 'pooled'])).count;
          }
          done[n]!++;
        } catch (error) {
          failed.push(`${JSON.stringify(way)} ${(error as { code?: string }).code} ${(error as Error).message}`);
          break;
        }
      }
      await sql.end({ timeout: 1 });
    });
    onTestFinished(async () => {
      working = false;
      await Promise.all(workers);
    });
    const more = async (form: string): Promise<void> => {
      const then = [...done];
      await until(
        `everybody works in the form ${form}`,
        async () => failed.length > 0 || done.every((count, n) => count > then[n]! + 7),
      );
      expect(failed, form).toEqual([]);
    };
    const reads = async (read_source: string): Promise<void> => {
      await command(it.sql, 'switch_read_source', { group: it.group.name, read_source, reason: 'test' });
      await more(read_source);
    };
    await more('legacy');
    for (const to of ['dual', 'supabase', 'dual', 'legacy', 'supabase']) await reads(to);
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    await more('flipped');
    for (const to of ['dual', 'legacy', 'supabase', 'legacy']) await reads(to);
    expect(await it.run('rollback')).toMatchObject({ status: 'completed' });
    await more('rolled back');
    working = false;
    await Promise.all(workers);
    expect(failed).toEqual([]);
    await settle(it.sql, it.group.name);
    const rows = await it.rows('legacy', 'owner');
    expect(rows.filter((row) => row.includes('new'))).toHaveLength(inserted.reduce((sum, count) => sum + count, 0));
    expect(rows.filter((row) => row.includes('pooled'))).toHaveLength(updated.reduce((sum, count) => sum + count, 0));
    expect(await it.rows('supabase', 'owner')).toEqual(rows);
  });
});
