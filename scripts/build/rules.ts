/** packages/shared/src/rules.ts → the rows of cutover.rules. */
import { join } from 'node:path';
import { type Rule, rules } from '../../packages/shared/src/rules.ts';
import { type Generated, generatedMark, quoteLiteral, schemasFolder } from './files.ts';

const columns = [
  'id',
  'category',
  'title',
  'why',
  'remediation',
  'kind',
  'metric',
  'comparator',
  'threshold',
  'unit',
  'severity',
  'max_age_seconds',
  'for_sources_without',
  'for_tables_with',
  'may_be_skipped',
  'phase',
] as const satisfies readonly (keyof Rule)[];

const literal = (value: string | number | undefined): string =>
  value === undefined ? 'null' : typeof value === 'number' ? String(value) : quoteLiteral(value);

export async function ruleCatalogue(): Promise<Generated[]> {
  const rows = rules.map((rule) => `  (${columns.map((column) => literal(rule[column])).join(', ')})`);
  const changed = columns.filter((column) => column !== 'id').map((column) => `  ${column} = excluded.${column}`);
  const content = [
    `${generatedMark} from packages/shared/src/rules.ts: edit that file, not this one.`,
    `insert into cutover.rules (${columns.join(', ')})`,
    'values',
    `${rows.join(',\n')}`,
    'on conflict (id) do update set',
    `${changed.join(',\n')};`,
    '',
    '-- A rule that left the catalogue must not go on judging.',
    `delete from cutover.rules where id not in (${rules.map((rule) => literal(rule.id)).join(', ')});`,
    '',
  ].join('\n');
  return [{ path: join(schemasFolder, '70_rules', '05_rules_data.sql'), content }];
}
