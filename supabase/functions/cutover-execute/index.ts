// Starts the cutover run of a ready group and drives it; a dry run goes the whole way and back.
import { executeRequest } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint({
  name: 'cutover-execute',
  methods: ['POST'],
  request: executeRequest,
  operation: (args) => ({ operation: 'execute', args }),
  intended: () => 'execute',
  drives: true,
});
