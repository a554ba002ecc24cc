// A crash in post-processing: resuming forgets the cutover, or skips the sequences (yb-voyager#2321).
// tests/runs/crash.test.ts kills the servers at each of these steps; here the steps themselves fail, or their driver dies.
import { describe, expect, onTestFinished, test } from 'vitest';
import { drive, makeReady } from '../runs/group.ts';
import { kinds, pidOf, type Scene, scene, until } from './scene.ts';

const gate = 471114;

/** Makes a step of this group's runs do something, once it begins. Returns how to stop that. */
async function onStep(it: Scene, step: string, body: string): Promise<() => Promise<void>> {
  const name = it.group.supabaseSchema;
  await it.sql.unsafe(`
    create function ${name}.on_step() returns trigger language plpgsql as $$ begin ${body}; return new; end $$;
    create trigger ${name} before insert on cutover.cutover_run_steps for each row
    when (new.step = '${step}') execute function ${name}.on_step();`);
  const stop = async (): Promise<void> => {
    await it.sql.unsafe(
      `drop trigger if exists ${name} on cutover.cutover_run_steps; drop function if exists ${name}.on_step()`,
    );
  };
  onTestFinished(stop);
  return stop;
}

async function expectCutOver(it: Scene, drawn: number): Promise<void> {
  expect(await it.truth()).toBe('supabase');
  expect(await it.writableSides()).toEqual(['supabase']);
  const [row] = await it.sql.unsafe(
    `insert into ${it.group.supabaseSchema}.owner (name) values ('after') returning id::int`,
  );
  expect(row?.id, 'the sequence is ahead').toBeGreaterThan(drawn);
  expect(await it.journal('supabase'), 'captured for the way back').toBe(1);
}

async function drawn(it: Scene): Promise<number> {
  const { sql, schema } = it.at('legacy');
  const [row] = await sql.unsafe(`select nextval('${schema}.owner_id_seq')::int as id`);
  return row?.id as number;
}

describe.each(kinds)('%s legacy', (kind) => {
  test.each(['release', 'monitor'])('a %s that fails is tried again; the cutover stands', async (step) => {
    const it = await scene(kind, `fail_14_${step}_${kind}`);
    await makeReady(it.sql, it.group.name);
    const last = await drawn(it);
    const mend = await onStep(it, step, `raise exception 'the step fails'`);
    const id = await it.start('cutover');
    let error: unknown;
    for (let n = 0; n < 12; n++) {
      const [row] = await it.sql<{ status: { status: string; step: string; error: unknown } }[]>`
        select cutover.advance_run(${id}) as status`;
      expect(row?.status.status, 'after the flip there is no way but on').toBe('running');
      error = row?.status.error;
    }
    expect(error).toMatchObject({ message: 'the step fails' });
    expect(await it.writableSides()).toEqual(['supabase']);
    await mend();
    expect(await drive(it.sql, id)).toMatchObject({ status: 'completed' });
    await expectCutOver(it, last);
  });

  test('a driver that dies while it sets the sequences leaves nothing switched, and a run that sets them again', async () => {
    const it = await scene(kind, `fail_14_seq_${kind}`);
    await makeReady(it.sql, it.group.name);
    const last = await drawn(it);
    const holder = it.session('supabase');
    await holder`select pg_advisory_lock(${gate})`;
    const mend = await onStep(it, 'sequences', `perform pg_advisory_xact_lock(${gate})`);
    const driver = it.session('supabase');
    const pid = await pidOf(driver);
    const id = await it.start('cutover');
    const driving = drive(driver, id).catch((error: unknown) => error);
    await until('the run sets the sequences', async () => {
      const [row] = await it.sql<{ waits: boolean }[]>`
        select exists (select from pg_locks where pid = ${pid} and locktype = 'advisory' and not granted) as waits`;
      return row?.waits === true;
    });
    await it.sql`select pg_terminate_backend(${pid}, 5000)`;
    await driving;
    expect(await it.truth()).toBe('legacy');
    expect(await it.takesWrites('supabase')).toBe(false);
    await holder`select pg_advisory_unlock(${gate})`;
    await mend();
    expect(await drive(it.sql, id)).toMatchObject({ status: 'completed' });
    await expectCutOver(it, last);
  });
});
