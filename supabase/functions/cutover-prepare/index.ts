// Measures every rule of a group, gives the checklist, and makes the group ready when it passes.
import { prepareRequest } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint({
  name: 'cutover-prepare',
  methods: ['POST'],
  request: prepareRequest,
  operation: (args) => ({ operation: 'prepare', args }),
  intended: () => 'prepare',
});
