/** packages/shared/src/alerts.ts → the rows of cutover.alert_kinds. */
import { join } from 'node:path';
import { alertKinds } from '../../packages/shared/src/alerts.ts';
import { type Generated, generatedMark, quoteLiteral, schemasFolder } from './files.ts';

const columns = ['id', 'level', 'title', 'why', 'remedy', 'ends', 'quiet_seconds', 'watched'] as const;

const literal = (value: string | number | boolean): string =>
  typeof value === 'string' ? quoteLiteral(value) : String(value);

export async function alertCatalogue(): Promise<Generated[]> {
  const rows = alertKinds.map((kind) => `  (${columns.map((column) => literal(kind[column])).join(', ')})`);
  const changed = columns.filter((column) => column !== 'id').map((column) => `  ${column} = excluded.${column}`);
  const content = [
    `${generatedMark} from packages/shared/src/alerts.ts: edit that file, not this one.`,
    `insert into cutover.alert_kinds (${columns.join(', ')})`,
    'values',
    `${rows.join(',\n')}`,
    'on conflict (id) do update set',
    `${changed.join(',\n')};`,
    '',
  ].join('\n');
  return [{ path: join(schemasFolder, '75_alerts', '05_alert_kinds_data.sql'), content }];
}
