// What only two sessions at once can show: no interleaving of a writer and a block lets a write slip through.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backendPid, connect, type Sql, untilBlocked } from '../support/database.ts';
import { type AgentTable, block, connectAsAdmin, createTable, journal, type Session } from './table.ts';

const refused = { code: 'CT701' };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let sql: Sql;
let writer: Sql;
let table: AgentTable;
beforeEach(async () => {
  [sql, writer] = [connect(), connect()];
  table = await createTable(sql);
});
afterEach(async () => {
  await writer.end({ timeout: 1 });
  await table.drop();
  await sql.end();
});

const write = (session: Session, id: number): Promise<unknown> =>
  session.unsafe(`insert into ${table.name} values (${id}, 'new')`);
async function ids(): Promise<number[]> {
  const rows = await sql.unsafe<{ id: string }[]>(`select id from ${table.name} order by id`);
  return rows.map((row) => Number(row.id));
}

describe('a block', () => {
  it('waits for a writer in flight, whose write is there and captured when it stands', async () => {
    let standing = false;
    let blocking: Promise<unknown> = Promise.resolve();
    await writer.begin(async (transaction) => {
      await write(transaction, 2);
      blocking = block(sql, table, 60).then(() => {
        standing = true;
      });
      await pause(600);
      expect(standing).toBe(false);
    });
    await blocking;
    expect(await ids()).toEqual([1, 2]);
    expect(await journal(sql, table)).toEqual(['{2}']);
    await expect(write(writer, 3)).rejects.toMatchObject(refused);
  });

  it('gives up in time, names who is in the way, and leaves the table open', async () => {
    await writer.begin(async (transaction) => {
      const pid = await backendPid(transaction as unknown as Sql);
      await write(transaction, 2);
      await expect(block(sql, table, 60, 400)).rejects.toMatchObject({
        code: 'CT601',
        detail: expect.stringContaining(`pid ${pid}`),
      });
    });
    await write(writer, 3);
    expect(await ids()).toEqual([1, 2, 3]);
  });

  it('lets other writers through between its attempts', async () => {
    const other = connect();
    try {
      await writer.begin(async (transaction) => {
        await write(transaction, 2);
        const blocking = block(sql, table, 60, 1500).catch((error: unknown) => error);
        for (let id = 10; id < 15; id += 1) {
          const begun = performance.now();
          await write(other, id);
          expect(performance.now() - begun).toBeLessThan(900);
          await pause(50);
        }
        expect(await blocking).toMatchObject({ code: 'CT601' });
      });
    } finally {
      await other.end();
    }
  });

  it('refuses a writer that was waiting behind it', async () => {
    let waiting: Promise<unknown> = Promise.resolve();
    const pid = await backendPid(writer);
    const observer = connect();
    try {
      await sql.begin(async (transaction) => {
        await block(transaction, table, 60);
        waiting = write(writer, 2).then(
          () => 'admitted',
          (error: unknown) => error,
        );
        await untilBlocked(observer, pid);
      });
      expect(await waiting).toMatchObject(refused);
    } finally {
      await observer.end();
    }
  });

  it.each(['repeatable read', 'serializable'])('binds a %s writer whose snapshot is older', async (level) => {
    await expect(
      writer.begin(`isolation level ${level}`, async (transaction) => {
        await transaction.unsafe(`select count(*) from ${table.name}`);
        await block(sql, table, 60);
        await write(transaction, 2);
      }),
    ).rejects.toMatchObject(refused);
    expect(await ids()).toEqual([1]);
  });

  it('is not taken for an older one that ran out and that an old snapshot still sees', async () => {
    await block(sql, table, 0.05);
    await pause(100);
    await expect(
      writer.begin('isolation level repeatable read', async (transaction) => {
        const [seen] = await transaction<{ over: boolean }[]>`
          select expires_at < clock_timestamp() as over from cutover_agent.blocks where endpoint_id = ${table.endpoint}`;
        expect(seen).toEqual({ over: true });
        await block(sql, table, 60);
        await write(transaction, 2);
      }),
    ).rejects.toMatchObject(refused);
    expect(await ids()).toEqual([1]);
  });

  it('that ran out admits repeatable read writers, too', async () => {
    await block(sql, table, 0.05);
    await pause(100);
    await writer.begin('isolation level repeatable read', async (transaction) => {
      await transaction`select 1`;
      await write(transaction, 2);
    });
    expect(await journal(sql, table)).toEqual(['{2}']);
  });

  it('binds the replica role and a superuser, and capture sees what they write', async () => {
    const admin = connectAsAdmin();
    try {
      await admin`set session_replication_role = replica`;
      await write(admin, 2);
      expect(await journal(sql, table)).toEqual(['{2}']);
      await block(sql, table, 60);
      await expect(write(admin, 3)).rejects.toMatchObject(refused);
      await expect(admin.unsafe(`truncate ${table.name}`)).rejects.toMatchObject(refused);
      expect(await ids()).toEqual([1, 2]);
    } finally {
      await admin.end();
    }
  });

  it('is not opened by another session that is applying', async () => {
    await block(sql, table, 60);
    const applier = connect();
    try {
      await applier.begin(async (transaction) => {
        // What apply_rows does first; only the owner of the agent can.
        await transaction`insert into cutover_agent.appliers values (pg_current_xact_id())`;
        await write(transaction, 2);
        await expect(write(writer, 3)).rejects.toMatchObject(refused);
      });
      await expect(write(applier, 4)).rejects.toMatchObject(refused);
      expect(await ids()).toEqual([1, 2]);
    } finally {
      await applier.end();
    }
  });

  it('is set by one of two runs that come at once, the other is told so', async () => {
    const other = connect();
    const observer = connect();
    try {
      const pid = await backendPid(other);
      let second: Promise<unknown> = Promise.resolve();
      await sql.begin(async (transaction) => {
        await block(transaction, table, 60);
        // It has looked already, and found no block.
        second = block(other, table, 60).catch((error: unknown) => error);
        await untilBlocked(observer, pid);
      });
      expect(await second).toMatchObject({ code: 'CT212' });
    } finally {
      await Promise.all([other.end(), observer.end()]);
    }
  });
});
