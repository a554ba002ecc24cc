// Where everything stands, or one group, or one table; as events, until neither a backfill nor a run is under way.
import { functions, statusResult } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';
import { backfillsOf, runsOf } from './under-way.ts';

export default endpoint(functions['cutover-status'], {
  watches: {
    ask: (_, args) => ({ operation: 'status', args }),
    progress: (result) => {
      const status = statusResult.parse(result);
      return new Map([...backfillsOf(status), ...runsOf(status)]);
    },
  },
});
