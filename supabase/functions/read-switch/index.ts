// Who answers reads: the read source, the split, and ramps.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['read-switch']);
