import { z } from 'zod';
import { action, define } from './define.ts';

export const notifyRequest = z.strictObject({});

export const notify = define({
  name: 'notify',
  summary: 'Delivers what is in the outbox. Called every minute, by pg_cron over pg_net or by any scheduler.',
  actions: {
    deliver: action({
      summary: 'Delivers what is due.',
      operation: 'deliver_notifications',
      role: 'operator',
      request: notifyRequest,
      result: z.looseObject({ targets: z.unknown() }),
      errors: [],
      example: {},
    }),
  },
});
