import type { GroupStatus, StatusResult } from '@cutover/shared';
import type { Context } from './command.ts';

/** How the group stands now that is called this, or that has the table of this name; undefined: there is none. */
export async function groupStatus(
  { client, signal }: Pick<Context, 'client' | 'signal'>,
  group: unknown,
): Promise<GroupStatus | undefined> {
  const { groups } = (await client.call('cutover-status', { group }, { signal })) as StatusResult;
  return groups[0];
}
