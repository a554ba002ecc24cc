// What an operator does: edge functions with the operator's token, and for what has none, SQL in the editor.
import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Stack } from '../stack/index.ts';

export type Refusal = { code: string; message: string; details?: unknown; hint?: string | null };
export type Answer = { ok: boolean; result?: unknown; error?: Refusal };
export type Gate = { rule: string; title?: string; verdict: string; table?: string };
export type Run = {
  run_id: string;
  status: string;
  finished: boolean;
  error: Refusal | null;
};

const describe = ({ code, message, details, hint }: Refusal): string =>
  [`${code} ${message}`, details && JSON.stringify(details), hint].filter(Boolean).join(' ');

export class Operator {
  readonly #stack: Stack;
  readonly #sql: Sql;

  constructor(stack: Stack, sql: Sql) {
    this.#stack = stack;
    this.#sql = sql;
  }

  /** POST to an edge function. */
  async post<T>(name: string, body: object): Promise<T> {
    const response = await fetch(`${this.#stack.functionsUrl}/${name}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${this.#stack.operatorToken}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const answer = JSON.parse(text) as Answer;
    if (!answer.ok)
      throw new Error(`${name}: HTTP ${response.status}: ${answer.error ? describe(answer.error) : text}`);
    return answer.result as T;
  }

  /** The SQL that the README shows, as the owner of the project. */
  async try(operation: string, args: object): Promise<Answer> {
    const [row] = await this.#sql<{ answer: Answer }[]>`
      select cutover.command(${operation}, ${this.#sql.json(args as never)}) as answer`;
    return row!.answer;
  }

  async command<T>(operation: string, args: object): Promise<T> {
    const answer = await this.try(operation, args);
    if (!answer.ok) throw new Error(`${operation}: ${answer.error ? describe(answer.error) : 'no answer'}`);
    return answer.result as T;
  }
}
