// Which side answers: everything that a server decides by, one subject's side, or the sides of who is signed in.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

function operation({ table, tables, subject }: Record<string, unknown>): string {
  if (subject !== undefined) return 'read_side';
  return table === undefined && tables === undefined ? 'read_configuration' : 'read_sides';
}

export default endpoint(functions['read-side'], {
  operation,
  arguments: ({ table, ...request }) =>
    table !== undefined && operation({ table, ...request }) === 'read_sides'
      ? { tables: [table] }
      : { table, ...request },
});
