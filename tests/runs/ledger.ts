// Writers that behave like an application, and the outside record of every write that was acknowledged to them.
import type { Sql } from 'postgres';
import { connect, type Group, type Urls } from './group.ts';

export type Acknowledged = { ownerId: number; at: number; where: 'legacy' | 'supabase' | 'routed' };

/**
 * Inserts rows for as long as it runs. local: through the routed view. postgres: straight to the legacy server, and over to
 * supabase when the guard says so, and back. Ids are the writer's own, so that nothing depends on sequences.
 */
export class Writer {
  readonly acknowledged: Acknowledged[] = [];
  readonly refused: string[] = [];
  #running = true;
  #next: number;
  readonly #done: Promise<void>;
  readonly #urls: Urls;
  readonly #group: Group;
  #side: 'legacy' | 'supabase';

  constructor(urls: Urls, group: Group, firstId: number, side: 'legacy' | 'supabase' = 'legacy') {
    this.#urls = urls;
    this.#group = group;
    this.#next = firstId;
    this.#side = side;
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
  }

  async #run(): Promise<void> {
    const connections = new Map<string, Sql>();
    const connection = (url: string): Sql => {
      const known = connections.get(url) ?? connect(url);
      connections.set(url, known);
      return known;
    };
    while (this.#running) {
      const routed = this.#group.kind === 'local';
      const side = this.#side;
      const url = routed || side === 'supabase' ? this.#urls.dbUrl : this.#urls.legacyDbUrl;
      const schema = routed
        ? this.#group.routedSchema
        : side === 'legacy'
          ? this.#group.legacySchema
          : this.#group.supabaseSchema;
      const id = this.#next++;
      try {
        // One message, so one transaction: it is acknowledged as a whole or not at all.
        await connection(url).unsafe(`
          insert into ${schema}.owner (id, name) values (${id}, 'written');
          insert into ${schema}.item values (${id}, 1, 'written');
          update ${schema}.owner set total = total + 1 where id = ${(id % 200) + 1};`);
        this.acknowledged.push({ ownerId: id, at: performance.now(), where: routed ? 'routed' : side });
      } catch (error) {
        const code = (error as { code?: string }).code ?? 'unknown';
        this.refused.push(code);
        if (code === 'CT701') this.#side = side === 'legacy' ? 'supabase' : 'legacy';
      }
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    for (const sql of connections.values()) await sql.end({ timeout: 1 }).catch(() => {});
  }
}

/** The acknowledged rows that a side does not have. */
export async function lost(sql: Sql, schema: string, acknowledged: Acknowledged[]): Promise<number[]> {
  const ids = acknowledged.map(({ ownerId }) => ownerId);
  const rows = await sql<{ id: string }[]>`
    select w.id from unnest(${`{${ids.join()}}`}::bigint[]) as w(id)
    where not exists (select from ${sql(schema)}.owner o where o.id = w.id)
      or not exists (select from ${sql(schema)}.item i where i.owner_id = w.id and i.line = 1)`;
  return rows.map(({ id }) => Number(id));
}
