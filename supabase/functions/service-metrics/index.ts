// How a table was served in a minute, as one instance of an application counted it: what the switch is judged by afterwards.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['service-metrics']);
