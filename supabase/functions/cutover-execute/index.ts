// Starts the cutover run of a ready group and drives it; a dry run goes the whole way and back.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['cutover-execute']);
