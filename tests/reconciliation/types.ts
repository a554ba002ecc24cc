// One value of every type that is compared, and another that differs from it in one byte, one bit or one unit.

/** [type, value, spoiled]: SQL literals without their quotes; null stands for NULL. The types mood, plz and pair are created by `ownTypes`. */
export const typed: readonly (readonly [string, string, string | null])[] = [
  ['smallint', '5', '6'],
  ['integer', '70000', '70001'],
  ['bigint', '4294967297', '8589934594'], // what folding the two halves would call equal
  ['numeric', '1.10', '1.11'],
  ['numeric', '-5.25', '5.25'],
  ['numeric', 'NaN', 'Infinity'],
  ['numeric(20,6)', '1.000001', '1.000002'],
  ['real', '0.1', '0.10000001'],
  ['double precision', '0.3', '0.30000000000000004'],
  ['double precision', '0', '-0'],
  ['double precision', 'NaN', 'Infinity'],
  ['money', '12.34', '12.35'],
  ['boolean', 'true', 'false'],
  ['"char"', 'a', 'b'],
  ['char(4)', 'ab', 'ac'],
  ['varchar(20)', 'abc', 'abd'],
  ['text', 'Straße', 'Strasse'],
  ['text', 'anna', 'Anna'],
  ['text', '', null],
  ['text', 'trailing', 'trailing '],
  ['text', 'a|b', 'a||b'],
  ['bytea', '\\x00ff5c', '\\x00ff5d'],
  ['bytea', '\\x', '\\x00'],
  ['uuid', '6ecd8c99-4036-403d-bf84-cf8400f67836', '6ecd8c99-4036-403d-bf84-cf8400f67837'],
  ['date', '0044-03-15 BC', '0044-03-16 BC'],
  ['date', 'infinity', '-infinity'],
  ['time', '12:00:00.000001', '12:00:00.000002'],
  ['timetz', '12:00:00+02', '11:00:00+01'], // one instant, two values
  ['timestamp', '2024-02-29 23:59:59.999999', '2024-02-29 23:59:59.999998'],
  ['timestamptz', '2024-10-27 02:30:00+02', '2024-10-27 02:30:00+01'],
  ['interval', '1 day', '24 hours'],
  ['interval', '1 mon', '30 days'],
  ['json', '{"a": 1, "a": 2}', '{"a": 1, "a": 3}'],
  ['json', '{"a": 1}', '{"a":1}'],
  ['jsonb', '{"a": [1, 2]}', '{"a": [2, 1]}'],
  ['jsonb', 'null', null],
  ['jsonb', '"1"', '1'],
  ['xml', '<a>1</a>', '<a>2</a>'],
  ['inet', '10.0.0.1/24', '10.0.0.1/25'],
  ['inet', '10.0.0.1', '10.0.0.2'],
  ['cidr', '10.0.0.0/24', '10.0.0.0/25'],
  ['macaddr', '08:00:2b:01:02:03', '08:00:2b:01:02:04'],
  ['macaddr8', '08:00:2b:01:02:03:04:05', '08:00:2b:01:02:03:04:06'],
  ['bit(8)', '10101010', '10101011'],
  ['bit varying', '1', '10'],
  ['integer[]', '{1,2}', '[0:1]={1,2}'],
  ['integer[]', '{{1,2},{3,4}}', '{{1,2},{3,5}}'],
  ['text[]', '{NULL,a}', '{"NULL",a}'],
  ['numeric[]', '{1.5}', '{1.6}'],
  ['int4range', '[1,5)', '[1,6)'],
  ['numrange', '[1,5)', '[1,5]'],
  ['tstzrange', '["2024-01-01 00:00:00+00",)', '("2024-01-01 00:00:00+00",)'],
  ['int8multirange', '{[1,2),[5,6)}', '{[1,2),[5,7)}'],
  ['tsvector', "''cat'':1 ''dog'':2", "''cat'':1 ''dog'':3"],
  ['tsquery', "''cat'' & ''dog''", "''cat'' | ''dog''"],
  ['point', '(1,2)', '(1,2.5)'],
  ['lseg', '[(0,0),(1,1)]', '[(1,1),(0,0)]'],
  ['box', '(1,1),(0,0)', '(1,2),(0,0)'],
  ['path', '[(0,0),(1,1)]', '((0,0),(1,1))'],
  ['polygon', '((0,0),(1,1),(2,0))', '((0,0),(1,1),(2,1))'],
  ['circle', '<(0,0),1>', '<(0,0),2>'],
  ['pg_lsn', '16/B374D848', '16/B374D849'],
  ['mood', 'good', 'bad'],
  ['plz', '04109', '04110'],
  ['pair', '(1,one)', '(1,two)'],
];

export const ownTypes = (schema: string): string => `
  create type ${schema}.mood as enum ('bad', 'good');
  create domain ${schema}.plz as text check (value ~ '^[0-9]{5}$');
  create type ${schema}.pair as (n integer, t text);`;

const own = new Set(['mood', 'plz', 'pair']);
export const typeIn = (schema: string, type: string): string => (own.has(type) ? `${schema}.${type}` : type);
export const literal = (value: string | null): string => (value === null ? 'null' : `'${value}'`);
