// Ends a run that has not flipped yet.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['cutover-abort']);
