// What needs somebody, who has seen it, and where it is told.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions.alerts);
