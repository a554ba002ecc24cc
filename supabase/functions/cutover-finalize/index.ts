// Ends the way back of a completed group, for good; a dry run lists what is in the way.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['cutover-finalize']);
