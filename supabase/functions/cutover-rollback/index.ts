// Starts the run back to legacy and drives it.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['cutover-rollback']);
