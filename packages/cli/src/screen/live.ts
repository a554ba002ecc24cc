// What is drawn over and over in the same place, and nothing at all where there is no terminal.
import { createLogUpdate } from 'log-update';
import type { Page, Screen } from './screen.ts';

export class Live {
  readonly #screen: Screen;
  readonly #log: ReturnType<typeof createLogUpdate> | undefined;

  constructor(screen: Screen) {
    this.#screen = screen;
    if (screen.err.isTTY && !screen.json) this.#log = createLogUpdate(screen.err);
  }

  get shows(): boolean {
    return this.#log !== undefined;
  }

  draw(write: (page: Page) => void): void {
    if (!this.#log) return;
    const page = this.#screen.page(this.#screen.err);
    write(page);
    this.#log(page.lines().join('\n'));
  }

  end(): void {
    this.#log?.clear();
    this.#log?.done();
  }
}
