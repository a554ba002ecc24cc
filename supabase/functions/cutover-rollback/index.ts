// Starts the run back to legacy and drives it.
import { rollbackRequest } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint({
  name: 'cutover-rollback',
  methods: ['POST'],
  request: rollbackRequest,
  operation: (args) => ({ operation: 'rollback', args }),
  intended: () => 'rollback',
  drives: true,
});
