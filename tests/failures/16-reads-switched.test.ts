// Reads are switched while others read and write: no statement fails, no update is lost, no policy is passed over, and reads that
// have left legacy do not need it any more.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Sql } from 'postgres';
import { describe, expect, onTestFinished, test } from 'vitest';
import { command, connect, drive, makeReady, settle, tryCommand } from '../runs/group.ts';
import { backendPid, untilBlocked } from '../support/database.ts';
import { runningStack } from '../support/stack.ts';
import { kinds, open, type Scene, scene, until } from './scene.ts';

const switchReads = (it: Scene, read_source: string) =>
  command(it.sql, 'switch_read_source', { group: it.group.name, read_source, reason: 'test' });

async function ready(kind: (typeof kinds)[number], title: string): Promise<Scene> {
  const it = await scene(kind, title);
  await makeReady(it.sql, it.group.name);
  return it;
}

describe.each(kinds)('%s legacy', (kind) => {
  test('statements through the view wait for a change of form and go on, prepared ones, too', async () => {
    const it = await ready(kind, `fail_16a_${kind}`);
    const view = `${it.group.routedSchema}.owner`;
    let working = true;
    const failed: string[] = [];
    let done = 0;
    const workers = [true, false].map(async (prepare, n) => {
      const sql = open(runningStack().dbUrl);
      while (working) {
        const id = 10 + n;
        try {
          await sql.unsafe(`select * from ${view} where id = $1`, [id], { prepare });
          await sql.unsafe(`select count(*) from ${view}`, [], { prepare });
          done++;
        } catch (error) {
          failed.push(`${(error as { code?: string }).code} ${(error as Error).message}`);
        }
      }
    });
    const stop = async () => {
      working = false;
      await Promise.all(workers);
    };
    onTestFinished(stop);
    for (const to of ['dual', 'supabase', 'dual', 'legacy', 'dual']) {
      await switchReads(it, to);
      const then = done;
      while (done < then + 10 && failed.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // From the gated form over to Supabase, and back.
    expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
    expect(await it.run('rollback')).toMatchObject({ status: 'completed' });
    await stop();
    expect(failed).toEqual([]);
  });

  test('writes in every form reach the truth', async () => {
    const it = await ready(kind, `fail_16b_${kind}`);
    const view = `${it.group.routedSchema}.owner`;
    for (const [n, to] of ['dual', 'supabase', 'legacy'].entries()) {
      await switchReads(it, to);
      const id = 1000 + n;
      const stored = await it.sql.unsafe(
        `insert into ${view} (id, name, total) values (${id}, 'new', 1) returning name`,
      );
      expect(stored[0]?.name).toBe('new');
      await settle(it.sql, it.group.name);
      expect((await it.sql.unsafe(`update ${view} set total = total + 1 where id = ${id}`)).count).toBe(1);
      const { sql, schema } = it.at('legacy');
      expect([...(await sql.unsafe(`select total from ${schema}.owner where id = ${id}`))]).toEqual([
        { total: '2.00' },
      ]);
      await settle(it.sql, it.group.name);
      expect((await it.sql.unsafe(`delete from ${view} where id = ${id}`)).count).toBe(1);
      expect([...(await sql.unsafe(`select total from ${schema}.owner where id = ${id}`))]).toEqual([]);
      await settle(it.sql, it.group.name);
    }
  });

  test('policies of the supabase table hold whatever is read', async () => {
    const it = await ready(kind, `fail_16c_${kind}`);
    const { routedSchema, supabaseSchema, legacySchema, name } = it.group;
    const role = `app_${randomUUID().slice(0, 6)}`;
    const view = `${routedSchema}.owner`;
    const policies = (schema: string) => `
      alter table ${schema}.owner enable row level security;
      create policy mine on ${schema}.owner for select to authenticated
        using (name = current_setting('request.jwt.claims', true)::jsonb ->> 'sub');
      create policy change on ${schema}.owner for update to authenticated
        using (name = current_setting('request.jwt.claims', true)::jsonb ->> 'sub') with check (total < 500);
      create policy add on ${schema}.owner for insert to authenticated with check (total < 500);
      create policy not_seven on ${schema}.owner as restrictive for select to authenticated using (id <> 7);
      grant usage on schema ${schema} to anon, authenticated, service_role, ${role};
      grant select, insert, update, delete on ${schema}.owner to anon, authenticated, service_role, ${role};`;
    await it.sql.unsafe(`create role ${role}; grant ${role} to postgres;
      grant usage on schema ${routedSchema} to anon, authenticated, service_role, ${role};
      grant select, insert, update, delete on ${view} to anon, authenticated, service_role, ${role};`);
    onTestFinished(async () => {
      const sql = connect(runningStack().dbUrl);
      await sql.unsafe(`drop owned by ${role}; drop role ${role}`);
      await sql.end();
    });
    await it.sql.unsafe(policies(supabaseSchema));
    if (kind === 'local') await it.sql.unsafe(policies(legacySchema));
    const as = async (who: string, tenant: string, statement: string): Promise<string> =>
      (await it.sql.begin(async (transaction) => {
        await transaction.unsafe(`select set_config('request.jwt.claims', '${JSON.stringify({ sub: tenant })}', true)`);
        await transaction.unsafe(`set local role ${who}`);
        try {
          const rows = await transaction.savepoint((inner) => inner.unsafe(statement));
          return rows.length > 0 ? String(Object.values(rows[0] as object)[0]) : `${rows.count} rows`;
        } catch (error) {
          return (error as { code: string }).code;
        }
      })) as string;
    const count = `select count(*) from ${view}`;
    if (kind === 'postgres') {
      // Made before there were policies: closed until the view is renewed.
      await it.sql.unsafe('select cutover_private.settle_views()');
    }
    for (const to of ['legacy', 'dual', 'supabase', 'dual', 'legacy']) {
      await switchReads(it, to);
      for (const side of to === 'dual' ? ['legacy', 'supabase'] : [to]) {
        for (const table of ['owner', 'item']) {
          await command(it.sql, 'set_read_split', {
            table: `${name}_${table}`,
            reason: 'test',
            percentage: side === 'legacy' ? 0 : 100,
          });
        }
        const form = `${to} ${side}`;
        expect(await as('anon', 'owner 5', count), `anon, ${form}`).toBe('0');
        expect(await as('authenticated', 'owner 5', count), `a tenant, ${form}`).toBe('1');
        expect(await as('authenticated', 'owner 6', `select id from ${view}`), `another, ${form}`).toBe('6');
        expect(await as('authenticated', 'owner 7', count), `restrictive, ${form}`).toBe('0');
        expect(await as(role, 'owner 5', count), `role without policy, ${form}`).toBe('0');
        expect(await as('service_role', 'owner 5', count), `service_role, ${form}`).toBe('200');
        expect(await as('postgres', 'owner 5', count), `owner, ${form}`).toBe('200');
        expect(
          await as('authenticated', 'owner 5', `update ${view} set total = total where id in (5, 6)`),
          `own rows alone, ${form}`,
        ).toBe('1 rows');
        expect(await as('authenticated', 'owner 5', `update ${view} set total = 501 where id = 5`), form).toBe('42501');
        expect(await as('authenticated', 'owner 5', `delete from ${view} where id = 5`), form).toBe('0 rows');
        expect(
          await as('authenticated', 'owner 5', `insert into ${view} (id, name, total) values (901, 'x', 501)`),
          form,
        ).toBe('42501');
        expect(
          await as('authenticated', 'x', `insert into ${view} (id, name, total) values (9${randomId()}, 'x', 1)`),
          form,
        ).toBe('1 rows');
      }
      // What was written is found where it is read once it has come over.
      await settle(it.sql, name);
      await it.sql.unsafe(`delete from ${view} where name = 'x'`);
      await settle(it.sql, it.group.name);
    }
    if (kind === 'postgres') {
      await it.sql.unsafe(`drop policy not_seven on ${supabaseSchema}.owner`);
      expect(await as('authenticated', 'owner 5', count), 'older policies').toBe('CT411');
      await it.sql.unsafe('select cutover_private.settle_views()');
      expect(await as('authenticated', 'owner 7', count), 'renewed').toBe('1');
      const [plan] = await it.sql.unsafe(`explain (verbose, format json) select * from ${view} where id = 5`);
      expect(JSON.stringify(plan)).toMatch(/Remote SQL.*WHERE \(\(id = 5\)\)/);
    }
  });
});

const randomId = () => Math.floor(Math.random() * 1e8);

test.each(kinds)('of two that change one row at once, none is lost (%s legacy)', async (kind) => {
  const it = await ready(kind, `fail_16d_${kind}`);
  const view = `${it.group.routedSchema}.owner`;
  await switchReads(it, 'dual');
  const [first, second] = [open(runningStack().dbUrl), open(runningStack().dbUrl)] as [Sql, Sql];
  const codeOf = (statement: string): Promise<string> =>
    second.unsafe(statement).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  const { sql, schema } = it.at('legacy');
  let later: Promise<string> = Promise.resolve('');
  await first.begin(async (transaction) => {
    await transaction.unsafe(`update ${view} set total = total + 1 where id = 9`);
    later = codeOf(`update ${view} set total = total + 1 where id = 9`);
    await until('the second waits where the row is', async () => {
      const rows = await sql.unsafe(`select from pg_locks w where not w.granted and exists (
        select from pg_locks l where l.pid = w.pid and l.relation = '${schema}.owner'::regclass)`);
      return rows.length > 0;
    });
  });
  expect(await later).toBe('40001');
  expect(await codeOf(`update ${view} set total = total + 1 where id = 9`)).toBe('done');
  expect([...(await it.sql.unsafe(`select total from ${view} where id = 9`))]).toEqual([{ total: '11.00' }]);
  // To do this again would not help.
  const twice = `update ${view} o set name = v.name from (values (9, 'x'), (9, 'y')) v (id, name) where v.id = o.id`;
  expect(await codeOf(twice)).toBe('CT224');
});

test('clients that try again after 40001 all get through one row', async () => {
  const it = await ready('local', 'fail_16l');
  await switchReads(it, 'dual');
  const script = `/tmp/fail_16l_${randomUUID()}.sql`;
  writeFileSync(script, `update ${it.group.routedSchema}.owner set total = total + 1 where id = 9;`);
  onTestFinished(() => rmSync(script));
  const once = ['-n', '-c', '8', '-t', '20', '-M', 'prepared', '-f', script, '--max-tries', '10000'];
  const { stdout } = await promisify(execFile)('pgbench', [...once, runningStack().dbUrl]);
  expect(stdout).toMatch(/processed: 160\/160\nnumber of failed transactions: 0 /);
  const { sql, schema } = it.at('legacy');
  expect([...(await sql.unsafe(`select total from ${schema}.owner where id = 9`))]).toEqual([{ total: '169.00' }]);
});

test('a role that had the view alone is noticed before it could not use it any more', async () => {
  const it = await ready('postgres', 'fail_16k');
  const { routedSchema, supabaseSchema, name } = it.group;
  const role = `"App ${randomUUID().slice(0, 6)}"`;
  await it.sql.unsafe(`create role ${role}; grant ${role} to postgres; grant usage on schema ${routedSchema} to ${role};
    grant select, insert (id, name) on ${routedSchema}.owner to ${role}`);
  onTestFinished(async () => {
    const sql = connect(runningStack().dbUrl);
    await sql.unsafe(`drop owned by ${role}; drop role ${role}`);
    await sql.end();
  });
  await expect(switchReads(it, 'dual')).rejects.toThrow(/CT414/);
  expect(await it.run('cutover')).toMatchObject({ status: 'released', error: { code: 'CT414' } });
  await it.sql.unsafe(
    `grant usage on schema ${supabaseSchema} to ${role}; grant select on ${supabaseSchema}.owner to ${role}`,
  );
  const answer = await tryCommand(it.sql, 'switch_read_source', {
    group: name,
    read_source: 'supabase',
    reason: 'test',
  });
  expect(answer.error).toMatchObject({
    code: 'CT414',
    hint: `grant insert on ${supabaseSchema}.owner to ${role}; Or revoke the rights on the view.`,
  });
  await it.sql.unsafe(`grant insert on ${supabaseSchema}.owner to ${role}`);
  expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
});

test('an update is not merged with one of another column, on which it may rest', async () => {
  const it = await ready('local', 'fail_16j');
  const view = `${it.group.routedSchema}.owner`;
  await switchReads(it, 'dual');
  const [first, second] = [open(runningStack().dbUrl), open(runningStack().dbUrl)] as [Sql, Sql];
  const pid = await backendPid(second);
  // The condition no longer holds when the first has committed; on a table PostgreSQL would look again and pass the row over.
  const statement = `update ${view} set total = total - 5 where id = 9 and name <> 'closed'`;
  let later: Promise<string> = Promise.resolve('');
  await first.begin(async (transaction) => {
    await transaction.unsafe(`update ${view} set name = 'closed' where id = 9`);
    later = second.unsafe(statement).then(
      ({ count }) => `${count}`,
      (error: { code: string }) => error.code,
    );
    await untilBlocked(it.sql, pid);
  });
  expect(await later).toBe('40001');
  expect((await second.unsafe(statement)).count, 'done again').toBe(0);
  const { sql, schema } = it.at('legacy');
  expect([...(await sql.unsafe(`select name, total from ${schema}.owner where id = 9`))]).toEqual([
    { name: 'closed', total: '9.00' },
  ]);
});

test('a transaction whose snapshot is older than the switch writes to the truth, and never meets the guard', async () => {
  const it = await ready('local', 'fail_16i');
  const view = `${it.group.routedSchema}.owner`;
  const sessions = ['repeatable read', 'serializable'].map((level) => ({ level, sql: open(runningStack().dbUrl) }));
  const across = async (what: string, change: () => Promise<unknown>): Promise<void> => {
    for (const { level, sql } of sessions) {
      await sql.unsafe(`begin isolation level ${level}`);
      // The snapshot, without a lock on the view: nobody who holds one lets the switch happen.
      await sql`select 1`;
    }
    await change();
    for (const { level, sql } of sessions) {
      const [row] = await sql.unsafe(`insert into ${view} (name, total) values ('${what}', 1) returning id`);
      expect(
        (await sql.unsafe(`update ${view} set total = 2 where name = '${what}' and id = ${row?.id}`)).count,
        `${what}, ${level}`,
      ).toBe(what.startsWith('read') ? 0 : 1);
      await sql`commit`;
    }
    const { sql, schema } = it.at(await it.truth());
    const [{ count }] = (await sql.unsafe(
      `select count(*)::int as count from ${schema}.owner where name = '${what}'`,
    )) as unknown as [{ count: number }];
    expect(count, what).toBe(2);
  };
  await across('split', () => switchReads(it, 'dual'));
  await across('flipped', () => it.run('cutover'));
  await across('reads back', () => switchReads(it, 'legacy'));
  await across('split again', () => switchReads(it, 'dual'));
  await across('rolled back', () => it.run('rollback'));
});

test('a write through the view waits until a rollback has released the legacy server', async () => {
  const it = await ready('postgres', 'fail_16g');
  const view = `${it.group.routedSchema}.owner`;
  expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
  const id = await it.start('rollback');
  const step = async () => (await it.sql`select step from cutover.cutover_runs where id = ${id}`)[0]?.step;
  await until('the flip is committed', async () => {
    await it.sql`select cutover.advance_run(${id})`;
    return (await step()) === 'release';
  });
  const [holder, writer] = [open(runningStack().dbUrl), open(runningStack().dbUrl)] as [Sql, Sql];
  const pid = await backendPid(writer);
  let written: Promise<unknown> = Promise.resolve();
  await holder.begin(async (transaction) => {
    // Nobody goes on with the run.
    await transaction`select from cutover.cutover_runs where id = ${id} for update`;
    expect(await step()).toBe('release');
    written = writer.unsafe(`insert into ${view} (id, name, total) values (5000, 'waited', 1) returning name`);
    written.catch(() => {});
    await until('the writer waits', async () => {
      const [row] = await it.sql`select wait_event from pg_stat_activity where pid = ${pid}`;
      return row?.wait_event === 'PgSleep';
    });
  });
  expect(await drive(it.sql, id)).toMatchObject({ status: 'completed' });
  expect([...((await written) as { name: string }[])]).toEqual([{ name: 'waited' }]);
  const { sql, schema } = it.at('legacy');
  expect([...(await sql.unsafe(`select name from ${schema}.owner where id = 5000`))]).toEqual([{ name: 'waited' }]);
  const triggers = await it.sql`select tgname from pg_trigger where tgrelid = ${view}::regclass`;
  expect([...triggers], 'the plain form again').toEqual([]);
});

test('a cutover that fails at its flip refuses nobody who writes through the view', async () => {
  const it = await ready('postgres', 'fail_16h');
  const view = `${it.group.routedSchema}.owner`;
  let working = true;
  const failed: string[] = [];
  let done = 0;
  const writers = [1, 2, 3, 4].map(async (n) => {
    const sql = open(runningStack().dbUrl);
    while (working) {
      await sql.unsafe(`update ${view} set total = total + 1 where id = ${n}`).then(
        () => done++,
        (error: { code: string; message: string }) => failed.push(`${error.code} ${error.message}`),
      );
    }
  });
  onTestFinished(async () => {
    working = false;
    await Promise.all(writers);
  });
  for (let again = 0; again < 5; again++) {
    const id = await it.start('cutover');
    const step = async () => (await it.sql`select step from cutover.cutover_runs where id = ${id}`)[0]?.step;
    await until('the run may switch', async () => {
      await it.sql`select cutover.advance_run(${id})`;
      return (await step()) === 'block_writes';
    });
    await it.sql`delete from cutover.cutover_checklists c using cutover.cutover_tables t
      where t.id = c.table_id and t.name like ${`${it.group.name}%`} and c.rule_id = 'team_notified'`;
    expect(await drive(it.sql, id)).toMatchObject({ status: 'released', error: { step: 'block_writes' } });
    await command(it.sql, 'attest', { group: it.group.name, rule: 'team_notified', evidence: 'test' });
    const then = done;
    await until('writers go on', async () => failed.length > 0 || done > then + 8);
  }
  working = false;
  await Promise.all(writers);
  expect(failed).toEqual([]);
});

test('a switch yields to a transaction that stays open, and names it', async () => {
  const it = await ready('local', 'fail_16e');
  const [before] =
    await it.sql`select value::text as value from cutover.settings where key = 'barrier_give_up_seconds'`;
  await it.sql`update cutover.settings set value = '0' where key = 'barrier_give_up_seconds'`;
  onTestFinished(async () => {
    const sql = connect(runningStack().dbUrl);
    await sql`update cutover.settings set value = ${before?.value}::text::jsonb where key = 'barrier_give_up_seconds'`;
    await sql.end();
  });
  const holder = open(runningStack().dbUrl);
  await holder.begin(async (transaction) => {
    const pid = await backendPid(transaction as unknown as Sql);
    await transaction.unsafe(`select * from ${it.group.routedSchema}.owner limit 1`);
    await expect(switchReads(it, 'dual')).rejects.toThrow(new RegExp(`CT216.*pid ${pid}`));
  });
  const [table] = await it.sql`select read_source from cutover.cutover_tables where name = ${`${it.group.name}_owner`}`;
  expect(table?.read_source).toBe('legacy');
});

test('writers go on through a gated view while it is flipped there and back: none fails, none is lost', async () => {
  const it = await ready('local', 'fail_16f');
  const view = `${it.group.routedSchema}.owner`;
  await switchReads(it, 'dual');
  let working = true;
  const failed: string[] = [];
  const done = [0, 0, 0, 0];
  const writers = done.map(async (_, n) => {
    const sql = open(runningStack().dbUrl);
    while (working) {
      try {
        const id = 20 + n;
        const { count } = await sql.unsafe(`update ${view} set total = total + 1 where id = $1`, [id], {
          prepare: n > 1,
        });
        await sql.unsafe(`insert into ${view} (name, total) values ('writer ${n}', 1) returning id`);
        done[n]! += count;
      } catch (error) {
        failed.push(`${(error as { code?: string }).code} ${(error as Error).message}`);
      }
    }
  });
  const stop = async () => {
    working = false;
    await Promise.all(writers);
  };
  onTestFinished(stop);
  const more = async (): Promise<void> => {
    const then = done.reduce((sum, count) => sum + count, 0);
    while (done.reduce((sum, count) => sum + count, 0) < then + 50 && failed.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await more();
  expect(await it.run('cutover')).toMatchObject({ status: 'completed' });
  await more();
  expect(await it.run('rollback')).toMatchObject({ status: 'completed' });
  await more();
  await stop();
  expect(failed).toEqual([]);
  await settle(it.sql, it.group.name);
  for (const side of ['legacy', 'supabase'] as const) {
    const { sql, schema } = it.at(side);
    const rows = await sql.unsafe(
      `select (total - id)::int as added from ${schema}.owner where id between 20 and 23 order by id`,
    );
    expect(rows.map(({ added }) => added)).toEqual(done);
    const [inserted] = await sql.unsafe(
      `select count(*)::int as count from ${schema}.owner where name like 'writer %'`,
    );
    expect(inserted?.count).toBe(done.reduce((sum, count) => sum + count, 0));
  }
});
