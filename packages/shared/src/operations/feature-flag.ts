import { z } from 'zod';
import { action, define } from './define.ts';
import { environment, nameSchema, time } from './values.ts';

export const featureFlagRow = z.strictObject({
  name: z.string(),
  environment: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  rollout_percentage: z.number(),
  updated_by: z.string().nullable(),
  updated_at: time,
});

export const featureFlag = define({
  name: 'feature-flag',
  summary: 'Feature flags. data_migration_final: no cutover runs while it is off.',
  actions: {
    list: action({
      summary: 'All flags, of one environment or of each.',
      operation: 'list_feature_flags',
      role: 'viewer',
      reads: true,
      request: z.strictObject({ action: z.literal('list'), environment: environment.optional() }),
      result: z.looseObject({ environment, flags: z.array(featureFlagRow) }),
      errors: [],
      example: { action: 'list' },
    }),
    set: action({
      summary: 'Turns a flag on or off, or holds it for a share of the subjects.',
      operation: 'set_feature_flag',
      role: 'approver',
      request: z.strictObject({
        action: z.literal('set'),
        name: nameSchema,
        enabled: z.boolean(),
        environment: environment.optional().describe('Default: that of this project.'),
        rollout_percentage: z
          .number()
          .min(0)
          .max(100)
          .multipleOf(0.01)
          .optional()
          .describe('Percent. Default: as it is.'),
      }),
      result: z.looseObject({
        name: z.string(),
        environment,
        enabled: z.boolean(),
        rollout_percentage: z.number(),
        previous: z.looseObject({ enabled: z.boolean(), rollout_percentage: z.number() }),
      }),
      errors: ['CT012'],
      example: { action: 'set', name: 'data_migration_final', enabled: true },
    }),
  },
});
