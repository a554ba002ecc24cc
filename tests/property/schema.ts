// Random table groups: what fast-check draws, and the DDL and registration that follow from it.
import fc from 'fast-check';
import { identifier, keyTypeNames, typeNames, types, uniqueTypeNames } from './types.ts';

export type Column = {
  /** Name on legacy; on supabase it is `renamed ?? name`. */
  name: string;
  renamed?: string;
  type: string;
  notNull?: boolean;
  unique?: 'immediate' | 'deferrable';
  kind: 'plain' | 'identity always' | 'identity by default' | 'generated';
};

export type Reference = {
  /** Position of the referenced table in the group. */
  table: number;
  columns: Column[];
  timing: '' | 'deferrable' | 'deferrable initially deferred';
  onDelete: 'no action' | 'cascade' | 'set null' | 'restrict';
  onUpdate: 'no action' | 'cascade';
};

export type Table = {
  legacy: string;
  supabase: string;
  key: Column[];
  columns: Column[];
  references: Reference[];
  partitions: { legacy: boolean; supabase: boolean };
  /** legacy has a column that is not carried, supabase one that fills itself. */
  extra: boolean;
  /** Columns stand in another order on supabase. */
  reordered: boolean;
};

export type Schema = { tables: Table[] };

const names = [
  'id',
  'Mixed Case',
  'with "quotes"',
  "it's",
  'select',
  'order',
  't',
  'v',
  'u',
  'key',
  'value',
  'row_values',
  'item',
  'ordinal',
  'new',
  'old',
  'é漢',
  'x'.repeat(63),
  'a.b',
  '%I',
  '$1',
  'leaf',
  'hash',
  'row_number',
  'p_endpoint',
  'v_row',
  'columns',
  'excluded',
  'r',
  'ids',
  'back\\slash',
]; // prettier-ignore
const tableNames = ['thing', 'Order "2"', 'user', 'y'.repeat(63), 'a.b', "o'clock", 'é', 'journal', 't', 'CamelCase'];

type Drawn = {
  key: number[];
  columns: { type: number; kind: number; unique: number; renamed: boolean; notNull: boolean }[];
  references: { table: number; timing: number; onDelete: number; onUpdate: number }[];
  partitions: number;
  extra: boolean;
  reordered: boolean;
  names: number;
};

const nat = (max: number): fc.Arbitrary<number> => fc.nat({ max });

const table: fc.Arbitrary<Drawn> = fc.record({
  key: fc.array(nat(999), { minLength: 1, maxLength: 3, size: 'max' }),
  columns: fc.array(
    fc.record({ type: nat(9999), kind: nat(11), unique: nat(7), renamed: fc.boolean(), notNull: fc.boolean() }),
    { maxLength: 9, size: 'max' },
  ),
  references: fc.array(fc.record({ table: nat(2), timing: nat(2), onDelete: nat(4), onUpdate: nat(2) }), {
    maxLength: 2,
    size: 'max',
  }),
  partitions: nat(7),
  extra: fc.boolean(),
  reordered: fc.boolean(),
  names: nat(99_999),
});

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!;

function build(drawn: Drawn[]): Schema {
  const taken = { legacy: new Set<string>(), supabase: new Set<string>() };
  const tableName = (side: 'legacy' | 'supabase', n: number): string => {
    for (let i = n; ; i++) {
      const candidate = pick(tableNames, i);
      if (taken[side].has(candidate)) continue;
      taken[side].add(candidate);
      return candidate;
    }
  };
  const tables = drawn.map((d): Table => {
    const used = new Set<string>();
    let next = d.names;
    const name = (): string => {
      for (;;) {
        const candidate = pick(names, next++);
        if (!used.has(candidate)) {
          used.add(candidate);
          return candidate;
        }
      }
    };
    const partitions = { legacy: (d.partitions & 5) === 5, supabase: (d.partitions & 6) === 6 };
    const partitioned = partitions.legacy || partitions.supabase;
    const key = d.key.map((n, i): Column => {
      const column: Column = {
        name: name(),
        // One at least with endless values.
        type: pick(i === 0 ? uniqueTypeNames : keyTypeNames, n),
        notNull: true,
        kind: 'plain',
      };
      if (!partitioned && column.type === 'bigint' && n % 2 === 0) {
        column.kind = n % 4 === 0 ? 'identity always' : 'identity by default';
      }
      return column;
    });
    let identity = key.some((column) => column.kind !== 'plain');
    const columns = d.columns.map((c): Column => {
      const column: Column = { name: name(), type: pick(typeNames, c.type), kind: 'plain' };
      if (c.renamed) column.renamed = name();
      if (c.kind === 0 && !identity && !partitioned) {
        identity = true;
        column.type = 'bigint';
        column.kind = c.notNull ? 'identity always' : 'identity by default';
      } else if (c.kind === 1) {
        column.type = 'integer';
        column.kind = 'generated';
      } else if (c.unique < 3 && !partitioned && types[column.type]!.unique) {
        column.unique = c.unique === 0 ? 'deferrable' : 'immediate';
      }
      return column;
    });
    return {
      legacy: tableName('legacy', d.names),
      supabase: tableName('supabase', d.names + (d.names % 2 === 0 ? 0 : 3)),
      key,
      columns,
      references: [],
      partitions,
      extra: d.extra,
      reordered: d.reordered,
    };
  });
  drawn.forEach((d, position) => {
    const from = tables[position]!;
    d.references.forEach((reference, n) => {
      const target = reference.table % tables.length;
      const to = tables[target]!;
      from.references.push({
        table: target,
        columns: to.key.map((column, i) => ({ name: `ref ${n} ${i}`, type: column.type, kind: 'plain' })),
        timing: pick(['', 'deferrable', 'deferrable initially deferred'] as const, reference.timing),
        onDelete: pick(['no action', 'cascade', 'set null', 'restrict', 'no action'] as const, reference.onDelete),
        onUpdate: pick(['no action', 'cascade', 'no action'] as const, reference.onUpdate),
      });
    });
  });
  return { tables };
}

export const schemas: fc.Arbitrary<Schema> = fc.array(table, { minLength: 1, maxLength: 3, size: 'max' }).map(build);

export type SideNames = { side: 'legacy' | 'supabase'; schema: string; extensions: string };

export const columnsOf = (t: Table): Column[] => [...t.key, ...t.columns, ...t.references.flatMap((r) => r.columns)];
export const nameOn = (side: SideNames['side'], column: Column): string =>
  identifier(side === 'supabase' ? (column.renamed ?? column.name) : column.name);
export const tableOn = ({ side, schema }: SideNames, t: Table): string => `${schema}.${identifier(t[side])}`;

export function typeOn({ side, schema, extensions }: SideNames, column: Column): string {
  const type = types[column.type]!;
  return ((side === 'supabase' && type.supabase) || type.sql).replace('{s}', schema).replace('{x}', extensions);
}

export function ddl(names: SideNames, schema: Schema): string {
  const { side } = names;
  const statements: string[] = [];
  for (const t of schema.tables) {
    const definitions = columnsOf(t).map((column) => {
      const name = nameOn(side, column);
      const base = `${name} ${typeOn(names, column)}${column.notNull ? ' not null' : ''}`;
      if (column.kind === 'generated') {
        return `${name} integer generated always as (length(${nameOn(side, t.key[0]!)}::text)) stored`;
      }
      if (column.kind === 'plain') return base;
      return `${base} generated ${column.kind.replace('identity ', '')} as identity`;
    });
    // Text of a date or float hangs on settings, so it cannot be generated from.
    for (const [i, column] of columnsOf(t).entries()) {
      if (column.kind === 'generated')
        definitions[i] = `${nameOn(side, column)} integer generated always as (${generation(side, t)}) stored`;
    }
    if (t.extra)
      definitions.push(
        side === 'legacy'
          ? `"only legacy" text default 'l'`
          : `"only supabase" uuid not null default gen_random_uuid()`,
      );
    if (t.reordered && side === 'supabase') definitions.reverse();
    const key = t.key.map((column) => nameOn(side, column)).join(', ');
    definitions.push(`primary key (${key})`);
    for (const column of t.columns) {
      if (column.unique)
        definitions.push(`unique (${nameOn(side, column)})${column.unique === 'deferrable' ? ' deferrable' : ''}`);
    }
    const table = tableOn(names, t);
    if (t.partitions[side]) {
      statements.push(
        `create table ${table} (${definitions.join(', ')}) partition by hash (${nameOn(side, t.key[0]!)})`,
      );
      for (const remainder of [0, 1]) {
        statements.push(
          `create table ${partitionOn(names, t, remainder)} partition of ${table} for values with (modulus 2, remainder ${remainder})`,
        );
      }
    } else {
      // A dropped column in front shifts all the others.
      statements.push(
        `create table ${table} (dropped text, ${definitions.join(', ')})`,
        `alter table ${table} drop column dropped`,
      );
    }
  }
  for (const t of schema.tables) {
    for (const reference of t.references) {
      const to = schema.tables[reference.table]!;
      statements.push(
        `alter table ${tableOn(names, t)} add foreign key (${reference.columns.map((c) => nameOn(side, c)).join(', ')})
         references ${tableOn(names, to)} (${to.key.map((c) => nameOn(side, c)).join(', ')})
         on delete ${reference.onDelete} on update ${reference.onUpdate} ${reference.timing}`,
      );
    }
  }
  return `${statements.join(';\n')};`;
}

const generation = (side: SideNames['side'], t: Table): string => {
  const plain = t.key.find((column) => ['integer', 'smallint', 'text', 'uuid'].includes(column.type));
  return plain ? `length(${nameOn(side, plain)}::text)` : '42';
};

export const partitionOn = ({ schema, side }: SideNames, t: Table, remainder: number): string =>
  `${schema}.${identifier(`p${remainder} ${t[side]}`.slice(0, 60))}`;

/** Arguments of register_table. */
export function registration(
  group: string,
  source: string,
  legacy: SideNames,
  supabase: SideNames,
  t: Table,
  position: number,
): Record<string, unknown> {
  const renamed = columnsOf(t).filter((column) => column.renamed);
  return {
    name: `${group} ${position}`,
    source,
    group,
    legacy_schema: legacy.schema.replaceAll('"', ''),
    legacy_table: t.legacy,
    supabase_schema: supabase.schema.replaceAll('"', ''),
    supabase_table: t.supabase,
    ...(renamed.length > 0 && { columns: Object.fromEntries(renamed.map((column) => [column.name, column.renamed])) }),
    ...(t.extra && { ignored_columns: ['only legacy'] }),
  };
}
