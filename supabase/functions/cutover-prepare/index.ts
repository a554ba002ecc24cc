// Measures every rule of a group, gives the checklist, and makes the group ready when it passes.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['cutover-prepare']);
