import { z } from 'zod';
import { action, define } from './define.ts';
import { group, json, nameSchema, reason, table, time } from './values.ts';

const value = z
  .union([z.string(), z.number(), z.boolean(), z.array(z.unknown()), z.record(z.string(), z.unknown())])
  .describe('Of the JSON type that the setting has.');
const freezeWrites = z.enum(['allow', 'refuse', 'queue']);

export const settingRow = z.strictObject({
  key: z.string(),
  value: json,
  description: z.string(),
  changeable: z.boolean(),
  updated_by: z.string().nullable(),
  updated_at: time,
});

export const settings = define({
  name: 'settings',
  summary: 'How this installation, its groups and its tables are set up.',
  actions: {
    list: action({
      summary: 'All settings, the thresholds that differ from the catalogue, and what holds for each group and table.',
      operation: 'list_settings',
      role: 'viewer',
      reads: true,
      request: z.strictObject({ action: z.literal('list') }),
      result: z.looseObject({
        settings: z.array(settingRow),
        thresholds: z.array(
          z.looseObject({
            table: z.string(),
            rule: z.string(),
            threshold: z.number(),
            default: z.number(),
            unit: z.string(),
            reason: z.string(),
            set_by: z.string(),
          }),
        ),
        groups: z.array(
          z.looseObject({
            group: z.string(),
            backlog: z.enum(['keep', 'stop_capture']),
            conflict: z.enum(['legacy_wins', 'supabase_wins']),
          }),
        ),
        tables: z.array(
          z.looseObject({
            table: z.string(),
            group: z.string(),
            freeze_writes: freezeWrites,
            automatic_rollback: z.boolean(),
          }),
        ),
      }),
      errors: [],
      example: { action: 'list' },
    }),
    set: action({
      summary: 'Changes a setting of the installation, keeping its JSON type.',
      operation: 'set_setting',
      role: 'admin',
      request: z.strictObject({ action: z.literal('set'), key: nameSchema, value }),
      result: z.looseObject({ key: z.string(), value: json, previous_value: json }),
      errors: ['CT012', 'CT201'],
      example: { action: 'set', key: 'backfill_duty_percent', value: 50 },
    }),
    set_threshold: action({
      summary: 'Another threshold of one rule for one table, in the unit of the rule.',
      operation: 'set_threshold',
      role: 'admin',
      request: z.strictObject({
        action: z.literal('set_threshold'),
        table,
        rule: nameSchema.describe('A rule of the catalogue, by its id.'),
        threshold: z.number().min(0),
        reason,
      }),
      result: z.looseObject({ table: z.string(), rule: z.string(), threshold: z.number(), default: z.number() }),
      errors: ['CT002'],
      example: {
        action: 'set_threshold',
        table: 'orders',
        rule: 'backlog_age_alarm',
        threshold: 60,
        reason: 'support promises an hour',
      },
    }),
    set_policy: action({
      summary: 'What a group does when its backlog is over its limit, or when both sides wrote a row.',
      operation: 'set_policy',
      role: 'admin',
      request: z.strictObject({
        action: z.literal('set_policy'),
        group,
        policy: z.enum(['backlog', 'conflict']),
        value: z
          .enum(['keep', 'stop_capture', 'legacy_wins', 'supabase_wins'])
          .describe('backlog: keep, stop_capture; conflict: legacy_wins, supabase_wins.'),
        reason,
      }),
      result: z.looseObject({
        group: z.string(),
        policy: z.string(),
        value: z.string(),
        previous_value: z.string(),
      }),
      errors: ['CT004'],
      example: {
        action: 'set_policy',
        group: 'shop',
        policy: 'backlog',
        value: 'stop_capture',
        reason: 'disk is short',
      },
    }),
    set_freeze_writes: action({
      summary: 'What a freeze window does to writes through the routed view.',
      operation: 'set_freeze_writes',
      role: 'admin',
      request: z.strictObject({ action: z.literal('set_freeze_writes'), table, mode: freezeWrites, reason }),
      result: z.looseObject({ table: z.string(), freeze_writes: freezeWrites, previous_value: freezeWrites }),
      errors: ['CT002', 'CT201'],
      example: { action: 'set_freeze_writes', table: 'orders', mode: 'queue', reason: 'tills cannot wait' },
    }),
    set_automatic_rollback: action({
      summary: 'Whether what is measured of a table may take its group back.',
      operation: 'set_automatic_rollback',
      role: 'admin',
      request: z.strictObject({ action: z.literal('set_automatic_rollback'), table, enabled: z.boolean(), reason }),
      result: z.looseObject({ table: z.string(), enabled: z.boolean(), previous_value: z.boolean() }),
      errors: ['CT002'],
      example: { action: 'set_automatic_rollback', table: 'orders', enabled: false, reason: 'somebody is watching' },
    }),
  },
});
