// How this installation, its groups and its tables are set up.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions.settings);
