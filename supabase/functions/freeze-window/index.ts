// Freeze windows: schedule, activate, complete, cancel, emergency, list.
import { freezeRequest } from '@cutover/shared';
import { z } from 'zod';
import { endpoint } from '../_shared/endpoint.ts';

const actions = new Set<unknown>(freezeRequest.options.map((option) => option.shape.action.value));
const named = z.looseObject({ action: z.string().refine((action) => actions.has(action)) });

export default endpoint({
  name: 'freeze-window',
  methods: ['POST'],
  request: freezeRequest,
  operation: ({ action, ...args }) => ({ operation: `freeze_${action}`, args }),
  intended: (request) => {
    const { data } = named.safeParse(request);
    return data ? `freeze_${data.action}` : null;
  },
});
