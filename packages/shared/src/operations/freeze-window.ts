import { z } from 'zod';
import { freezeWindowAnswer as window } from './answers.ts';
import { action, define } from './define.ts';
import { group, pageSize, reason, table, time, timeOrNull, timestampSchema } from './values.ts';

const windowId = z.uuid().describe('The id of a freeze window.');
const writeStatus = z.enum(['waiting', 'replayed', 'conflict', 'discarded']);

export const freezeWindow = define({
  name: 'freeze-window',
  summary: 'Freeze windows, the agreed periods in which a group may flip, and the writes that one held up.',
  actions: {
    schedule: action({
      summary: 'Plans a freeze window, three hours long by default.',
      operation: 'freeze_schedule',
      role: 'operator',
      request: z.strictObject({
        action: z.literal('schedule'),
        group,
        starts_at: timestampSchema,
        ends_at: timestampSchema.optional().describe('Default: three hours later.'),
        reason: reason.optional(),
      }),
      result: window,
      errors: ['CT004', 'CT207', 'CT208'],
      example: { action: 'schedule', group: 'shop', starts_at: '2030-11-24T05:00:00Z', reason: 'go live' },
    }),
    activate: action({
      summary: 'Starts a scheduled freeze window now; its end stays.',
      operation: 'freeze_activate',
      role: 'operator',
      request: z.strictObject({ action: z.literal('activate'), window: windowId }),
      result: window,
      errors: ['CT007', 'CT201', 'CT204', 'CT207', 'CT208', 'CT601'],
      example: { action: 'activate', window: '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11' },
    }),
    complete: action({
      summary: 'Ends an active freeze window.',
      operation: 'freeze_complete',
      role: 'operator',
      request: z.strictObject({ action: z.literal('complete'), window: windowId }),
      result: window,
      errors: ['CT007', 'CT201'],
      example: { action: 'complete', window: '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11' },
    }),
    cancel: action({
      summary: 'Cancels a scheduled freeze window.',
      operation: 'freeze_cancel',
      role: 'operator',
      request: z.strictObject({ action: z.literal('cancel'), window: windowId, reason: reason.optional() }),
      result: window,
      errors: ['CT007', 'CT201'],
      example: { action: 'cancel', window: '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11', reason: 'not tonight' },
    }),
    emergency: action({
      summary: 'Starts a freeze window at once.',
      operation: 'freeze_emergency',
      role: 'operator',
      request: z.strictObject({
        action: z.literal('emergency'),
        group,
        ends_at: timestampSchema.optional().describe('Default: in an hour, or when the next scheduled window starts.'),
        reason,
      }),
      result: window,
      errors: ['CT004', 'CT207', 'CT208', 'CT601'],
      example: { action: 'emergency', group: 'shop', reason: 'go live' },
    }),
    list: action({
      summary: 'Freeze windows, the newest first, at most 100.',
      operation: 'freeze_list',
      role: 'viewer',
      reads: true,
      request: z.strictObject({
        action: z.literal('list'),
        group: group.optional(),
        status: z.enum(['scheduled', 'active', 'completed', 'cancelled']).optional(),
      }),
      result: z.looseObject({ windows: z.array(window) }),
      errors: ['CT004'],
      example: { action: 'list', group: 'shop' },
    }),
    list_writes: action({
      summary: 'Writes that freeze windows held up, the newest first: keys, never values.',
      operation: 'list_queued_writes',
      role: 'viewer',
      reads: true,
      request: z.strictObject({
        action: z.literal('list_writes'),
        table: table.optional(),
        status: writeStatus.optional(),
        before: z.int().min(1).optional().describe('The "next" of the page before.'),
        limit: pageSize(200, 50),
      }),
      result: z.looseObject({
        writes: z.array(
          z.looseObject({
            id: z.number(),
            table: z.string(),
            operation: z.string(),
            key: z.array(z.string().nullable()).nullable(),
            status: writeStatus,
            error_code: z.string().nullable(),
            queued_at: time,
            finished_at: timeOrNull,
          }),
        ),
        next: z.number().nullable(),
      }),
      errors: ['CT002'],
      example: { action: 'list_writes', status: 'conflict' },
    }),
    resolve_write: action({
      summary: 'A queued write that ended in a conflict is replayed again, or given up.',
      operation: 'resolve_queued_write',
      role: 'operator',
      request: z.strictObject({
        action: z.literal('resolve_write'),
        id: z.int().min(1).max(2_147_483_647),
        resolution: z.enum(['retry', 'discard']),
        reason,
      }),
      result: z.looseObject({ id: z.number(), operation: z.string(), action: z.enum(['retry', 'discard']) }),
      errors: ['CT012', 'CT201'],
      example: { action: 'resolve_write', id: 7, resolution: 'retry', reason: 'the row was mended' },
    }),
  },
});
