// Comparisons of both sides: start, follow, steer, read their results, repair what differs.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions.reconciliation);
