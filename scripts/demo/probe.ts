// One client that writes through the routed view all the time, wherever the table is. It tries again what the guard refuses.
import { type Bank, connect } from './bank.ts';
import type { Acknowledged } from './pgbench.ts';

/** Beyond any account that pgbench knows at the scales of this demo. */
const FIRST_ACCOUNT = 1_000_000_000;
const PAUSE_MS = 10;

export class Probe {
  readonly acknowledged: Acknowledged[] = [];
  readonly failures: string[] = [];
  refused = 0;
  readonly #done: Promise<void>;
  #running = true;

  constructor(bank: Bank) {
    this.#done = this.#write(bank);
  }

  async #write(bank: Bank): Promise<void> {
    const sql = connect(bank.application.routed.url);
    for (let account = FIRST_ACCOUNT; this.#running; ) {
      const begun = performance.now();
      try {
        await sql`insert into ${sql(bank.routedSchema)}.pgbench_accounts (aid, bid, abalance, filler) values (${account}, 1, 0, 'probe')`;
        account += 1;
        this.acknowledged.push({ at: Date.now(), latencyMs: performance.now() - begun });
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        if (code === 'CT701') {
          this.refused += 1;
        } else {
          account += 1;
          this.failures.push(`${code ?? ''} ${message}`.trim());
        }
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    await sql.end({ timeout: 1 });
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
  }
}

/** How many of its rows a side has. */
export async function probeRows({ sql, schema }: Bank['sides']['legacy']): Promise<number> {
  const [row] = await sql.unsafe<[{ n: string }]>(
    `select count(*) as n from ${schema}.pgbench_accounts where aid >= ${FIRST_ACCOUNT}`,
  );
  return Number(row.n);
}
