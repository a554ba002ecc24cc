// Freeze windows: schedule, activate, complete, cancel, emergency, list; and the writes that they held up.
import { functions } from '@cutover/shared';
import { endpoint } from '../_shared/endpoint.ts';

export default endpoint(functions['freeze-window'], {
  // The operation calls it by a word that means something else in a request.
  arguments: ({ action, resolution, ...args }) => (action === 'resolve_write' ? { ...args, action: resolution } : args),
});
