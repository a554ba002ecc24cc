// Legacy sources, tables, golden queries, invariants, and the backfill.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions.register);
