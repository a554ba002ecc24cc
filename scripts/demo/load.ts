// pgbench clients, half with the simple and half with the prepared protocol. Where the guard refuses them they move over.
import { type Acknowledged, Pgbench, type Place, type Protocol, type Report } from './pgbench.ts';

const CLIENTS = 8;
const RATE = 300;

export const loadDescription = `${CLIENTS} pgbench clients (simple and prepared protocol), ${RATE} transactions/s`;

export type LoadSize = { clients: number; rate: number; script?: string };

export type Totals = {
  processed: number;
  failed: number;
  refused: number;
  reasons: string[];
  acknowledged: Acknowledged[];
};

export class Load {
  readonly #places: readonly [Place, ...Place[]];
  readonly #logs: string;
  readonly #size: LoadSize;
  readonly #all: Pgbench[] = [];
  #stopped = false;
  #moves = 0;

  /** With one place, clients stay there. With two, the refused ones go on at the other at once, as an application with a fallback does. */
  constructor(places: readonly [Place, ...Place[]], logs: string, size: LoadSize = { clients: CLIENTS, rate: RATE }) {
    this.#places = places;
    this.#logs = logs;
    this.#size = size;
    for (const protocol of ['simple', 'prepared'] as const) this.#start(protocol, 0);
  }

  #start(protocol: Protocol, at: number): void {
    const place = this.#places[at % this.#places.length]!;
    const { clients, rate, script } = this.#size;
    const half = { clients: clients / 2, rate: rate / 2, ...(script && { script }) };
    const each: Pgbench = new Pgbench({
      place,
      protocol,
      ...half,
      logs: this.#logs,
      onRefused: () => {
        if (this.#stopped || this.#places.length === 1) return;
        this.#moves += 1;
        // In the moment of a switch both sides may refuse: do not spin.
        const delay = performance.now() - each.started < 500 ? 20 : 0;
        setTimeout(() => !this.#stopped && this.#start(protocol, at + 1), delay);
      },
    });
    this.#all.push(each);
  }

  get moves(): number {
    return this.#moves;
  }

  /** Ends every client in good order and adds up what all of them reported. */
  async stop(): Promise<Totals> {
    this.#stopped = true;
    for (const each of this.#all) each.stop();
    const reports: Report[] = await Promise.all(this.#all.map((each) => each.report));
    const add = (pick: (report: Report) => number): number => reports.reduce((sum, report) => sum + pick(report), 0);
    return {
      processed: add((report) => report.processed),
      failed: add((report) => report.failed + report.aborted.length),
      refused: add((report) => report.refused),
      reasons: reports.flatMap((report) => [...report.aborted, ...report.errors]),
      acknowledged: reports.flatMap((report) => report.acknowledged).sort((a, b) => a.at - b.at),
    };
  }
}
