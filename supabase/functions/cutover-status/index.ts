// Where everything stands, or one group, or one table.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['cutover-status']);
