// Where everything is written: answers to stdout, everything else to stderr.
import picocolors from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import { type Cell, type Colors, paint } from './cell.ts';
import { type Column, layOutFacts, layOutTable } from './lay-out.ts';
import { visible, visibleJson } from './visible.ts';

export type Terminal = NodeJS.WriteStream;

/** Collects lines as they will be shown; `lines()` gives them to whoever shows them. */
export class Page {
  readonly #colors: Colors;
  readonly #width: number;
  readonly #lines: string[] = [];

  constructor(colors: Colors, width: number) {
    this.#colors = colors;
    this.#width = width;
  }

  lines(): string[] {
    return this.#lines;
  }

  /** One paragraph of these parts, side by side; `indent` columns to the right. */
  say(parts: readonly Cell[], indent = 0): this {
    const text = parts.map((part) => paint(part, this.#colors)).join('');
    const space = ' '.repeat(indent);
    const wrapped = wrapAnsi(text, Math.max(this.#width - indent, 20), { hard: true });
    for (const line of wrapped.split('\n')) this.#lines.push(`${space}${line}`.trimEnd());
    return this;
  }

  /** A line for programs: as long as it is. */
  verbatim(line: string): this {
    this.#lines.push(visible(line));
    return this;
  }

  gap(): this {
    if (this.#lines.length > 0) this.#lines.push('');
    return this;
  }

  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): this {
    const painted = rows.map((row) => row.map((cell) => paint(cell, this.#colors)));
    this.#lines.push(...layOutTable(columns, painted, this.#width, this.#colors.dim));
    return this;
  }

  /** Labels with their values; those without a value are left out. */
  facts(facts: readonly (readonly [string, Cell])[]): this {
    const painted = facts
      .map(([label, cell]): [string, string] => [label, paint(cell, this.#colors)])
      .filter(([, text]) => text !== '');
    this.#lines.push(...layOutFacts(painted, this.#width, this.#colors.dim));
    return this;
  }
}

export class Screen {
  readonly json: boolean;
  readonly #out: Terminal;
  readonly #err: Terminal;
  readonly #colour: boolean | undefined;

  constructor(options: { json: boolean; colour: boolean | undefined; out?: Terminal; err?: Terminal }) {
    this.json = options.json;
    this.#colour = options.colour;
    this.#out = options.out ?? process.stdout;
    this.#err = options.err ?? process.stderr;
  }

  get out(): Terminal {
    return this.#out;
  }

  get err(): Terminal {
    return this.#err;
  }

  /** A page for this stream: as wide as its terminal, without end where there is none. */
  page(stream: Terminal = this.#out): Page {
    return new Page(this.colours(stream), stream.columns ?? Number.POSITIVE_INFINITY);
  }

  colours(stream: Terminal): Colors {
    // https://no-color.org: whatever it says, so long as it says something.
    const wanted = this.#colour ?? (stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb');
    return picocolors.createColors(wanted);
  }

  /** The answer: one JSON document, or what the page says. */
  answer(result: unknown, write: (page: Page) => void): void {
    if (this.json) {
      this.#out.write(`${visibleJson({ ok: true, result })}\n`);
      return;
    }
    const page = this.page();
    write(page);
    this.#write(this.#out, page);
  }

  /** What is said besides the answer. */
  note(write: (page: Page) => void): void {
    const page = this.page(this.#err);
    write(page);
    this.#write(this.#err, page);
  }

  #write(stream: Terminal, page: Page): void {
    const lines = page.lines();
    if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
  }
}
