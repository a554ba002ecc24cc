// Random concurrent histories: what fast-check draws, and how it is carried out on the side that is the truth.
import fc from 'fast-check';
import type { Sql } from 'postgres';
import {
  type Column,
  columnsOf,
  nameOn,
  partitionOn,
  type Schema,
  type SideNames,
  type Table,
  tableOn,
  typeOn,
} from './schema.ts';
import { literal, nthValue } from './types.ts';

const operations = [
  'insert',
  'insert',
  'insert',
  'insert',
  'update',
  'update',
  'update',
  'update key',
  'update key',
  'delete',
  'delete',
  'replace',
  'swap',
  'swap',
  'link',
  'link',
  'upsert',
  'same',
  'many',
  'truncate',
  'partition insert',
  'partition delete',
  'partition truncate',
  'cycle',
] as const; // prettier-ignore
type Operation = (typeof operations)[number];

export type Step =
  | { do: 'write'; writer: number; operation: Operation; table: number; row: number; other: number; value: number }
  | { do: 'commit' | 'roll back'; writer: number }
  | { do: 'work' }
  | { do: 'crash'; side: 'supabase' | 'legacy' };
export type History = Step[];

const nat = (max: number): fc.Arbitrary<number> => fc.nat({ max });
const writer = nat(1);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      writer,
      operation: fc.constantFrom(...operations),
      table: nat(2),
      row: nat(7),
      other: nat(7),
      value: nat(9999),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('commit' as const), writer }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('roll back' as const), writer }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('work' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      side: fc.constantFrom('supabase' as const, 'legacy' as const),
    }),
  },
);

export const histories: fc.Arbitrary<History> = fc.array(step, { minLength: 6, maxLength: 40, size: 'max' });

/** One writer on the truth: keeps a transaction open across steps, each statement in a savepoint of its own. */
export class Writer {
  private open = false;
  done = 0;
  failed = 0;
  readonly log: string[] = [];

  private readonly sql: Sql;
  private readonly names: SideNames;
  private readonly schema: Schema;

  constructor(sql: Sql, names: SideNames, schema: Schema) {
    this.sql = sql;
    this.names = names;
    this.schema = schema;
  }

  private async run(statement: string): Promise<Record<string, string | null>[]> {
    return (await this.sql.unsafe(statement)) as unknown as Record<string, string | null>[];
  }

  async write(step: Extract<Step, { do: 'write' }>): Promise<void> {
    if (!this.open) await this.run(`begin; set local lock_timeout = '30ms'`);
    this.open = true;
    await this.run('savepoint s');
    try {
      for await (const statement of this.statements(step)) {
        this.log.push(statement.slice(0, 400));
        await this.run(statement);
      }
      await this.run('release savepoint s');
      this.done++;
    } catch (error) {
      if ((error as { code?: string }).code === undefined) throw error;
      this.log.push(`-- ${(error as Error).message.slice(0, 150)}`);
      await this.run('rollback to savepoint s');
      this.failed++;
    }
  }

  async end(verb: 'commit' | 'rollback'): Promise<void> {
    if (!this.open) return;
    this.open = false;
    this.log.push(verb);
    // A deferred constraint may refuse the commit, which then has rolled back.
    await this.run(verb).catch((error: unknown) => {
      if ((error as { code?: string }).code === undefined) throw error;
      this.log.push(`-- ${(error as Error).message.slice(0, 150)}`);
    });
  }

  private table(t: Table): string {
    return tableOn(this.names, t);
  }

  private name(column: Column): string {
    return nameOn(this.names.side, column);
  }

  private keyList(t: Table, prefix = ''): string {
    return t.key.map((column) => prefix + this.name(column)).join(', ');
  }

  /** The row at an offset in key order. */
  private at(t: Table, row: number): string {
    return `(${this.keyList(t)}) = (select ${this.keyList(t)} from ${this.table(t)} order by ${this.keyList(t)} offset ${row} limit 1)`;
  }

  private value(column: Column, n: number): string {
    const distinct = column.notNull === true || column.unique !== undefined;
    if (!distinct && n % 5 === 0) return 'null';
    return `${literal(nthValue(column.type, n, distinct))}::${typeOn(this.names, column)}`;
  }

  private insert(
    t: Table,
    step: { row: number; other: number; value: number },
    into = this.table(t),
    suffix = '',
  ): string {
    const own = [...t.key, ...t.columns].filter((column) => column.kind !== 'generated');
    const always = own.some((column) => column.kind === 'identity always');
    // Now and then identity columns number themselves.
    const written = own.filter((column) => column.kind === 'plain' || step.value % 2 === 0);
    const names = written.map((column) => this.name(column));
    const values = written.map((column, i) =>
      column.kind === 'plain' ? this.value(column, step.value + i * 17) : String(100_000 + step.value + i),
    );
    const joins: string[] = [];
    for (const [i, reference] of t.references.entries()) {
      // A parent, the row itself, or none.
      const to = this.schema.tables[reference.table]!;
      const fate = (step.value + i) % 4;
      names.push(...reference.columns.map((column) => this.name(column)));
      if (fate === 0) values.push(...reference.columns.map(() => 'null'));
      else if (fate === 1 && to === t && written.length === own.length)
        values.push(...t.key.map((column) => values[own.indexOf(column)]!));
      else {
        values.push(...to.key.map((column) => `p${i}.${this.name(column)}`));
        joins.push(
          `left join lateral (select ${this.keyList(to)} from ${this.table(to)} order by ${this.keyList(to)} offset ${step.other} limit 1) p${i} on true`,
        );
      }
    }
    return `insert into ${into} (${names.join(', ')})${always ? ' overriding system value' : ''} select ${values.join(', ')} from (values (1)) o ${joins.join(' ')} ${suffix}`;
  }

  private assignments(t: Table, value: number): string[] {
    const plain = t.columns.filter((column) => column.kind === 'plain');
    return plain
      .filter((_, i) => (value >> i) % 2 === 0 || plain.length === 1)
      .map((column, i) => `${this.name(column)} = ${this.value(column, value + i * 13)}`);
  }

  private async *statements(step: Extract<Step, { do: 'write' }>): AsyncGenerator<string> {
    const t = this.schema.tables[step.table % this.schema.tables.length]!;
    const table = this.table(t);
    const keyAssignments = (value: number): string =>
      t.key
        .filter((column) => column.kind !== 'identity always')
        .map((column, i) => `${this.name(column)} = ${this.value(column, value + i * 7)}`)
        .join(', ');
    switch (step.operation) {
      case 'insert':
        yield this.insert(t, step);
        return;
      case 'many':
        for (let i = 0; i < 5; i++) yield this.insert(t, { ...step, value: step.value + i * 31 });
        return;
      case 'update': {
        const assignments = this.assignments(t, step.value);
        if (assignments.length > 0) yield `update ${table} set ${assignments.join(', ')} where ${this.at(t, step.row)}`;
        return;
      }
      case 'same':
        yield `update ${table} set ${this.name(columnsOf(t).find((c) => c.kind === 'plain') ?? t.key[0]!)} = ${this.name(columnsOf(t).find((c) => c.kind === 'plain') ?? t.key[0]!)}`;
        return;
      case 'update key': {
        const assignments = keyAssignments(step.value);
        if (assignments) yield `update ${table} set ${assignments} where ${this.at(t, step.row)}`;
        return;
      }
      case 'delete':
        yield `delete from ${table} where ${this.at(t, step.row)}`;
        return;
      case 'replace':
        // The same key goes and comes back with other values.
        yield `create temporary table gone on commit drop as select ${this.keyList(t)} from ${table} where ${this.at(t, step.row)}`;
        yield `delete from ${table} where (${this.keyList(t)}) in (select ${this.keyList(t)} from gone)`;
        yield `insert into ${table} (${this.keyList(t)}) overriding system value select ${this.keyList(t)} from gone`;
        yield 'drop table gone';
        return;
      case 'upsert':
        yield this.insert(
          t,
          step,
          table,
          `on conflict (${this.keyList(t)}) do update set ${this.name(t.key[0]!)} = ${table}.${this.name(t.key[0]!)}`,
        );
        return;
      case 'swap': {
        const column =
          t.columns.find((c) => c.unique && c.kind === 'plain') ?? t.key.find((c) => c.kind !== 'identity always');
        if (!column) return;
        const name = this.name(column);
        const type = typeOn(this.names, column);
        const rows = await this.run(
          `select ${name}::text as value from ${table} where ${name} is not null order by ${this.keyList(t)} offset ${step.row} limit 3`,
        );
        const values = rows.map((row) => `${literal(row.value ?? null)}::${type}`);
        const free = `${literal(nthValue(column.type, 8001 + step.value, true))}::${type}`;
        if (values.length < 2 || values[0] === values[1]) return;
        // Through a third value, two or three of them in a circle.
        yield `update ${table} set ${name} = ${free} where ${name} = ${values[0]}`;
        for (let i = 1; i < values.length; i++)
          yield `update ${table} set ${name} = ${values[i - 1]} where ${name} = ${values[i]}`;
        yield `update ${table} set ${name} = ${values.at(-1)} where ${name} = ${free}`;
        return;
      }
      case 'link': {
        const reference = t.references[step.value % Math.max(1, t.references.length)];
        if (!reference) return;
        const to = this.schema.tables[reference.table]!;
        yield `update ${table} set (${reference.columns.map((column) => this.name(column)).join(', ')}) =
          (select ${to.key.map((column) => this.name(column)).join(', ')} from ${this.table(to)} order by ${this.keyList(to)} offset ${step.other} limit 1) where ${this.at(t, step.row)}`;
        return;
      }
      case 'cycle': {
        // Two new rows that refer to each other, as far as the schema lets them.
        yield this.insert(t, step);
        for (const reference of t.references) {
          const to = this.schema.tables[reference.table]!;
          yield this.insert(to, { ...step, value: step.value + 4 });
          yield `update ${table} set (${reference.columns.map((column) => this.name(column)).join(', ')}) =
            (select ${to.key.map((column) => this.name(column)).join(', ')} from ${this.table(to)} order by ${this.keyList(to)} desc limit 1)
            where ctid = (select ctid from ${table} order by ${this.keyList(t)} desc limit 1)`;
          for (const back of to.references.filter((r) => this.schema.tables[r.table] === t)) {
            yield `update ${this.table(to)} set (${back.columns.map((column) => this.name(column)).join(', ')}) =
              (select ${this.keyList(t)} from ${table} order by ${this.keyList(t)} desc limit 1)`;
          }
        }
        return;
      }
      case 'truncate':
        // Rarely, or there is never a row left.
        if (step.value % 4 === 0) yield `truncate ${table} cascade`;
        return;
      case 'partition insert':
        if (t.partitions[this.names.side]) yield this.insert(t, step, partitionOn(this.names, t, step.row % 2));
        return;
      case 'partition delete':
        if (t.partitions[this.names.side]) {
          const partition = partitionOn(this.names, t, step.row % 2);
          yield `delete from ${partition} where (${this.keyList(t)}) = (select ${this.keyList(t)} from ${partition} limit 1)`;
        }
        return;
      case 'partition truncate':
        if (t.partitions[this.names.side]) yield `truncate ${partitionOn(this.names, t, step.row % 2)} cascade`;
        return;
    }
  }
}
