import { z } from 'zod';
import { action, define } from './define.ts';
import { group, nameSchema, pageSize, storableText, time, timeOrNull } from './values.ts';

const level = z.enum(['info', 'success', 'warning', 'critical']);

export const alerts = define({
  name: 'alerts',
  summary: 'What needs somebody, who has seen it, and where it is told.',
  actions: {
    list: action({
      summary: 'Open alerts, the worst first; or all of them, the newest first.',
      operation: 'list_alerts',
      role: 'viewer',
      reads: true,
      request: z.strictObject({
        action: z.literal('list'),
        open: z.boolean().optional().describe('Only those that are not resolved. Default: true.'),
        minimum_level: level.optional(),
        group: group.optional(),
        limit: pageSize(200, 50),
      }),
      result: z.looseObject({
        alerts: z.array(
          z.looseObject({
            id: z.number(),
            kind: z.string(),
            level,
            title: z.string(),
            remedy: z.string(),
            table: z.string().nullable(),
            group: z.string().nullable(),
            raised_at: time,
            occurrences: z.number(),
            acknowledged_by: z.string().nullable(),
            resolved_at: timeOrNull,
          }),
        ),
      }),
      errors: ['CT004'],
      example: { action: 'list', minimum_level: 'warning' },
    }),
    acknowledge: action({
      summary: 'Somebody has seen it; nobody is reminded of it any more.',
      operation: 'acknowledge_alert',
      role: 'operator',
      request: z.strictObject({
        action: z.literal('acknowledge'),
        alert: z.int().min(1),
        note: storableText(1000).optional(),
      }),
      result: z.looseObject({ alert: z.number(), level, acknowledged_by: z.string(), open: z.boolean() }),
      errors: ['CT019', 'CT225'],
      example: { action: 'acknowledge', alert: 12, note: 'on it' },
    }),
    list_targets: action({
      summary: 'Where alerts are told; secrets by name only. At most 200.',
      operation: 'list_notification_targets',
      role: 'viewer',
      reads: true,
      request: z.strictObject({ action: z.literal('list_targets') }),
      result: z.looseObject({
        targets: z.array(
          z.looseObject({
            name: z.string(),
            kind: z.enum(['slack', 'webhook']),
            minimum_level: level,
            groups: z.array(z.string()).nullable(),
            secret_source: z.string(),
            secret_name: z.string(),
          }),
        ),
      }),
      errors: [],
      example: { action: 'list_targets' },
    }),
    set_target: action({
      summary: 'Names a place where alerts are told, or changes one.',
      operation: 'set_notification_target',
      role: 'admin',
      request: z.strictObject({
        action: z.literal('set_target'),
        name: nameSchema,
        kind: z.enum(['slack', 'webhook']),
        url: storableText(2000).optional().describe('Kind webhook: where to; https.'),
        vault_secret: storableText(200).optional().describe('The name of a Vault secret.'),
        environment_secret: storableText(200).optional().describe('The name of a secret of the functions.'),
        minimum_level: level.optional().describe('Default: warning.'),
        groups: z.array(group).max(200).optional().describe('Default: all.'),
      }),
      result: z.looseObject({ name: z.string() }),
      errors: ['CT004', 'CT020'],
      example: { action: 'set_target', name: 'ops', kind: 'slack', vault_secret: 'cutover_notify_slack' },
    }),
    remove_target: action({
      summary: 'Nothing is told there any more.',
      operation: 'remove_notification_target',
      role: 'admin',
      request: z.strictObject({ action: z.literal('remove_target'), name: nameSchema }),
      result: z.looseObject({ name: z.string() }),
      errors: ['CT012'],
      example: { action: 'remove_target', name: 'ops' },
    }),
  },
});
