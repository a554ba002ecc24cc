// What is judged before the switch: read, attest, waive, force, declare.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions.checklist);
