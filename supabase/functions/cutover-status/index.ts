// Where everything stands, or one group, or one table.
import { statusRequest } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint({
  name: 'cutover-status',
  methods: ['GET', 'POST'],
  request: statusRequest,
  operation: (args) => ({ operation: 'status', args }),
  intended: () => 'status',
  emptyBody: true,
});
