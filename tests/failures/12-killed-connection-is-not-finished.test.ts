// A killed connection is taken for "finished" (gh-ost#653); the last rows are lost (spirit PR#156).
import { describe, expect, test } from 'vitest';
import { drive, makeReady, settle } from '../runs/group.ts';
import { kinds, pidOf, type Scene, scene, until } from './scene.ts';

/** The backend that waits for the row which a session holds, on the server of the receiving side. */
async function waiter(it: Scene, side: 'legacy' | 'supabase', holder: number): Promise<number> {
  let pid = 0;
  await until('the apply waits for the row', async () => {
    const [row] = await it.agent(side)<{ pid: number }[]>`
      select pid from pg_stat_activity where ${holder} = any (pg_blocking_pids(pid)) limit 1`;
    pid = row?.pid ?? 0;
    return pid > 0;
  });
  return pid;
}

describe.each(kinds)('%s legacy', (kind) => {
  test.each(['cutover', 'rollback'] as const)(
    'an apply whose connection is killed in a %s is not done',
    async (run) => {
      const it = await scene(kind, `fail_12_${run}_${kind}`);
      await makeReady(it.sql, it.group.name);
      if (run === 'rollback') expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
      const [truth, receiver] =
        run === 'cutover' ? (['legacy', 'supabase'] as const) : (['supabase', 'legacy'] as const);
      const { sql, schema } = it.at(truth);
      await sql.unsafe(`
      update ${schema}.owner set name = 'last' where id between 1 and 20;
      insert into ${schema}.owner (id, name) values (900001, 'very last'), (900002, 'very last')`);

      const holder = it.session(receiver);
      await holder.unsafe('begin');
      await holder.unsafe(`select 1 from ${it.at(receiver).schema}.owner where id = 20 for update`);
      const id = await it.start(run);
      const driving = drive(it.session('supabase'), id).catch((error: unknown) => error);
      const pid = await waiter(it, receiver, await pidOf(holder));
      await it.agent(receiver)`select pg_terminate_backend(${pid}, 5000)`;
      await holder.unsafe('commit');
      await driving;

      // Whoever comes next drives it to its end, whichever that is; what is not there yet waits.
      const ended = await drive(it.sql, id);
      if (ended.status === 'released') {
        expect(await it.truth()).toBe(truth);
        await settle(it.sql, it.group.name);
        expect(await it.run(run)).toMatchObject({ status: 'completed' });
      }
      expect(await it.truth()).toBe(receiver);
      const rows = await it.rows(receiver, 'owner');
      expect(rows.filter((row) => row.includes('last'))).toHaveLength(22);
      expect(rows).toEqual(await it.rows(truth, 'owner'));
    },
  );
});
