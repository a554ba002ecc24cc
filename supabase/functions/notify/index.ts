// Delivers what is in the outbox. Called every minute, by pg_cron over pg_net or by any scheduler with a secret key.
import { functions } from '@cutover/shared';
import { z } from 'zod';
import { endpoint } from '../_shared/endpoint.ts';
import { deliver } from './deliver.ts';

const due = z.looseObject({ targets: z.array(z.string()) });

export default endpoint(functions.notify, {
  continues: async (result) => ({ targets: await deliver(due.parse(result).targets) }),
});
