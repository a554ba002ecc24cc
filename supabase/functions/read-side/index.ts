// Which side answers: everything that a server decides by, one subject's side, or the sides of who is signed in.
import { type ReadSideRequest, readSideRequest } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

function asked({ table, tables, subject }: Partial<Record<keyof ReadSideRequest, unknown>>): string {
  if (subject !== undefined) return 'read_side';
  return table === undefined && tables === undefined ? 'read_configuration' : 'read_sides';
}

export default endpoint({
  name: 'read-side',
  methods: ['GET', 'POST'],
  request: readSideRequest,
  operation: ({ table, ...request }) => {
    const operation = asked({ table, ...request });
    return {
      operation,
      args: operation === 'read_sides' && table !== undefined ? { tables: [table] } : { table, ...request },
    };
  },
  intended: (request) => asked(typeof request === 'object' && request !== null ? request : {}),
  emptyBody: true,
});
