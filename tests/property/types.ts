// The column types of the property test, each with values that are known to go wrong somewhere. A value is chosen by a number,
// so that schemas and histories are plain numbers to fast-check.
import { older } from '../support/legacy-version.ts';

export type ColumnType = {
  /** SQL type on either side; `{s}` stands for the side's schema, `{x}` for that of the extensions. */
  sql: string;
  /** Another type on supabase that holds the same values. */
  supabase?: string;
  /** Text form, or null. */
  values: readonly (string | null)[];
  /** A value of its own for each number, where the list above is too short for a unique column. */
  unique?: (n: number) => string;
  key?: boolean;
};

const many = (count: number, make: (n: number) => string): string[] => Array.from({ length: count }, (_, n) => make(n));
const hex = (n: number): string => n.toString(16).padStart(2, '0');

const texts = [
  '',
  ' ',
  'a',
  'A',
  'a ',
  'NULL',
  'null',
  'é',
  'É',
  '漢字 🙂',
  '\\',
  '\\N',
  "it's",
  '"quoted"',
  '{a,b}',
  '(a,b)',
  '%s %I',
  'line\nbreak',
  'tab\there',
  '$$',
  '$1',
  ',',
  ';--',
  'x'.repeat(3000),
  many(700, (n) => String(n * 7919)).join(','),
] as const; // prettier-ignore

export const types: Record<string, ColumnType> = {
  smallint: { sql: 'smallint', values: ['0', '-32768', '32767'], unique: (n) => String(n % 30000), key: true },
  integer: { sql: 'integer', values: ['0', '-1', '2147483647', '-2147483648'], unique: String, key: true },
  widened: { sql: 'integer', supabase: 'bigint', values: ['0', '-1', '2147483647'], unique: String, key: true },
  bigint: {
    sql: 'bigint',
    values: ['0', '9223372036854775807', '-9223372036854775808'],
    unique: (n) => String(n * 1_000_003),
    key: true,
  },
  numeric: {
    sql: 'numeric',
    values: [
      '0',
      '0.0',
      '1',
      '1.0',
      '1.00',
      '-1',
      'NaN',
      ...(older ? [] : ['Infinity', '-Infinity']),
      '1e-30',
      `${'9'.repeat(60)}.${'1'.repeat(40)}`,
    ],
    unique: (n) => `${n % 7}${['', '.0', '.00', '.5', '.50'][n % 5]}`,
    key: true,
  },
  scaled: { sql: 'numeric(12,3)', values: ['0', '1.5', '-999999999.999', 'NaN'], unique: (n) => `${n}.125`, key: true },
  real: { sql: 'real', values: ['0', '-0', '1.1', 'NaN', 'Infinity', '-Infinity', '1e-45', '3.4028235e38'] },
  double: {
    sql: 'double precision',
    values: [
      '0',
      '-0',
      '0.1',
      '0.30000000000000004',
      'NaN',
      'Infinity',
      '-Infinity',
      '5e-324',
      '1.7976931348623157e308',
    ],
    unique: (n) => (n % 9 === 0 ? '-0' : n % 9 === 1 ? '0' : String(n / 8)),
    key: true,
  },
  money: { sql: 'money', values: ['0', '-92233720368547758.08', '1.10'] },
  boolean: { sql: 'boolean', values: ['true', 'false'] },
  text: { sql: 'text', values: texts, unique: (n) => `${texts[n % 20]}${n % 3 === 0 ? '' : n}`, key: true },
  varchar: {
    sql: 'varchar(20)',
    supabase: 'text',
    values: ['', 'a ', 'é', 'x'.repeat(20)],
    unique: (n) => `v${n}`,
    key: true,
  },
  char: { sql: 'char(5)', values: ['', 'a', 'ab ', 'x y', '12345'], unique: (n) => `c${n % 999}`, key: true },
  citext: {
    sql: '{x}.citext',
    values: ['', 'Anna', 'ANNA', 'anna', 'Ä', 'ä'],
    unique: (n) => ['Anna', 'ANNA', 'anna', 'Ben', 'BEN', 'carl', `D${n}`, `d${n}`][n % 8]!,
    key: true,
  },
  bytea: {
    sql: 'bytea',
    values: ['\\x', '\\x00', '\\x5c', '\\xdeadbeef', `\\x${many(600, (n) => hex((n * 31) % 256)).join('')}`],
    unique: (n) => `\\x${hex(n % 256)}${hex(n % 7)}`,
    key: true,
  },
  uuid: {
    sql: 'uuid',
    values: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    unique: (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    key: true,
  },
  date: {
    sql: 'date',
    values: ['infinity', '-infinity', '4713-01-01 BC', '5874897-12-31', '2024-02-29'],
    unique: (n) => `20${String(10 + (n % 80))}-0${1 + (n % 9)}-1${n % 10}`,
    key: true,
  },
  time: { sql: 'time', values: ['00:00', '24:00', '23:59:59.999999'] },
  timetz: { sql: 'timetz', values: ['00:00+15:59', '24:00-15:59', '12:00:00.000001+00'] },
  timestamp: {
    sql: 'timestamp',
    values: ['infinity', '4713-01-01 00:00 BC', '294276-12-31 23:59:59.999999', '2024-03-31 02:30'],
  },
  timestamptz: {
    sql: 'timestamptz',
    values: [
      'infinity',
      '-infinity',
      '4713-01-01 00:00:00+00 BC',
      '294276-12-31 23:59:59.999999+00',
      '2024-10-27 02:30+02',
    ],
    unique: (n) => `2024-01-01 00:00:00.${String(n).padStart(6, '0')}+00`,
    key: true,
  },
  interval: {
    sql: 'interval',
    values: ['0', '1 mon', '30 days', '-1 year 2 days -03:04:05.678901', '178000000 years', '-1 day +24:00'],
    unique: (n) => ['24:00', '1 day', `${n} hours`, `${n} min`][n % 4]!,
    key: true,
  },
  json: { sql: 'json', values: ['null', '{"a": 1, "a": 2,  "b":1.0}', '[]', '"\\u00e9"', '1e400'] },
  jsonb: { sql: 'jsonb', values: ['null', '{"a": null, "b": -0.0}', '[1.00, 1.0, 1e400]', '"\\u00e9"', '{}', 'true'] },
  xml: { sql: 'xml', values: ['<a/>', '<a b="&quot;">é</a>', 'no element', '<?xml version="1.0"?><a/>', ''] },
  inet: { sql: 'inet', values: ['10.0.0.1', '10.0.0.1/8', '::1/64', '::ffff:1.2.3.4'] },
  cidr: { sql: 'cidr', values: ['10.0.0.0/8', '::/0'] },
  macaddr: { sql: 'macaddr', values: ['08:00:2b:01:02:03'] },
  bit: { sql: 'bit(5)', values: ['00000', '10101'] },
  varbit: { sql: 'bit varying', values: ['', '1', '0101010101'] },
  tsvector: { sql: 'tsvector', values: ['', "'a b':1A,2 'it''s':3", "'\\\\':1"] },
  tsquery: { sql: 'tsquery', values: ["'a' & !'b'", "'fat' <2> 'rat':*A"] },
  point: { sql: 'point', values: ['(0,-0)', '(NaN,Infinity)', '(0.1,1e-300)'] },
  path: { sql: 'path', values: ['[(0,0),(1,1)]', '((0,0),(1,1))'] },
  lsn: { sql: 'pg_lsn', values: ['0/0', 'FFFFFFFF/FFFFFFFF'] },
  integers: { sql: 'integer[]', values: ['{}', '{1,NULL}', '[0:1]={1,2}', '[-2:-1][3:4]={{1,2},{3,4}}'] },
  texts: { sql: 'text[]', values: ['{}', '{NULL,"NULL",""}', '{"a,b","{}","\\\\","\\""}', '[5:5]={x}'] },
  numerics: { sql: 'numeric[]', values: ['{1.0,1.00,NaN}', '{{-0.0}}'] },
  int4range: { sql: 'int4range', values: ['empty', '(,)', '[1,5)', '[,3]'] },
  numrange: {
    sql: 'numrange',
    values: ['(1.0,1.00]', '[1.0,1.00]', 'empty', ...(older ? [] : ['(-infinity,infinity)'])],
  },
  tstzrange: { sql: 'tstzrange', values: ['[2024-10-27 02:30+02,infinity]', '(,2024-01-01)'] },
  ...(!older && { multirange: { sql: 'int4multirange', values: ['{}', '{[1,3),[5,7)}', '{(,)}'] } }),
  hstore: { sql: '{x}.hstore', values: ['', 'a=>NULL', 'a=>"NULL", "b c"=>"=>"', '"\\""=>"\\\\"'] },
  mood: { sql: '{s}.mood', values: ['good', 'bad "mood"', 'zebra'], key: true },
  moods: { sql: '{s}.mood[]', values: ['{good,NULL}', '{"bad \\"mood\\""}'] },
  price: { sql: '{s}.price', values: ['0.00', '12.50', null] },
  address: { sql: '{s}.address', values: ['(,)', '("a,b",1)', '("(""x"")",-1)', '(NULL,)'] },
  span: { sql: '{s}.span', values: ['[0,1.5)', 'empty'] },
};

export const typeNames = Object.keys(types);
export const keyTypeNames = typeNames.filter((name) => types[name]!.key);
/** Types whose unique values are practically endless, so that histories can insert. */
export const uniqueTypeNames = keyTypeNames.filter((name) => types[name]!.unique);

/** What the types above need in a schema. */
export const typeStatements = (schema: string): string => `
  create type ${schema}.mood as enum ('zebra', 'good', 'bad "mood"');
  create domain ${schema}.price as numeric(10,2) check (value >= 0);
  create type ${schema}.address as (street text, number integer);
  create type ${schema}.span as range (subtype = float8);`;

/** The value that a number stands for; distinct ones (mostly) when `distinct`. */
export function nthValue(name: string, n: number, distinct = false): string | null {
  const type = types[name]!;
  if (distinct && type.unique) return n % 4 === 0 ? type.values[n % type.values.length]! : type.unique(n);
  if (type.unique && n % 3 === 0) return type.unique(n);
  return type.values[n % type.values.length]!;
}

export const literal = (value: string | null): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
