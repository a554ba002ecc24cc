// The shared package, as an application calls it: tables and users, the services of its README.
import { CutoverError, createCutoverClient, createServices } from '../../packages/shared/src/client/index.ts';
import type { Stack } from '../support/stack.ts';
import type { Driver, Outcome } from './driver.ts';

async function outcome(answer: Promise<unknown>): Promise<Outcome> {
  try {
    return { result: (await answer) as Record<string, unknown> };
  } catch (error) {
    if (error instanceof CutoverError) return { code: error.code };
    throw error;
  }
}

export function clientDriver(stack: Stack): Driver {
  const client = createCutoverClient({ url: stack.apiUrl, token: stack.operatorToken });
  const { finalDataMigrationService: service } = createServices(client);
  const table = (group: string): string => `${group}_owner`;
  const run = async (ended: ReturnType<typeof service.executeTableCutover>): Promise<Outcome> => {
    const { success, errors, run: made } = await ended;
    return success ? { result: { ...made } } : { code: errors[0]?.code ?? 'no reason' };
  };
  return {
    prepare: (group) => outcome(service.prepareTableForCutover(table(group))),
    openWindow: (group, reason) => outcome(client.call('freeze-window', { action: 'emergency', group, reason })),
    rehearse: (group) => outcome(client.call('cutover-execute', { group, dry_run: true })),
    execute: (group) => run(service.executeTableCutover(table(group), 'olga')),
    rollback: (group, reason) => run(service.rollbackTableCutover(table(group), 'olga', reason)),
    status: (group) => outcome(client.call('cutover-status', { group })),
  };
}
