// The audit log: search, verify, export, verify an export.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions.audit);
