// What happened on a day.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['daily-report']);
