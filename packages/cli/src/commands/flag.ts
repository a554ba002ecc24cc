import { functions } from '@cutover/shared';
import type { Command } from 'commander';
import { command } from '../command.ts';
import { actionCommand } from '../from-action.ts';
import { doubtful, good, strong } from '../screen/cell.ts';
import { percent, timeAndDistance } from '../screen/words.ts';

const owner = functions['feature-flag'];
const { actions } = owner;
const onOff = (enabled: boolean) => (enabled ? good('on') : doubtful('off'));

export const flag = (): Command =>
  command('flag', 'Feature flags; no cutover runs while data_migration_final is off')
    .addCommand(
      actionCommand<typeof actions.list>(owner, 'list', {
        as: 'list',
        show: (page, { flags }) =>
          page.table(
            [{ title: 'flag' }, { title: 'environment' }, { title: '' }, { title: 'share' }, { title: 'changed' }],
            flags.map((found) => [
              found.name,
              found.environment,
              onOff(found.enabled),
              percent(found.rollout_percentage),
              timeAndDistance(found.updated_at),
            ]),
          ),
      }),
    )
    .addCommand(
      actionCommand<typeof actions.set>(owner, 'set', {
        as: 'set',
        places: ['name', 'enabled'],
        show: (page, { name, environment, enabled, rollout_percentage: share }) =>
          page.say([strong(name), ' is ', onOff(enabled), ` for ${percent(share)} in ${environment}`]),
      }),
    );
