import { z } from 'zod';
import { freezeWindowAnswer, run } from './answers.ts';
import { action, define } from './define.ts';
import { group, readSource, side, table, tableState } from './values.ts';

export const statusRequest = z
  .strictObject({ group: group.optional(), table: table.optional() })
  .refine((request) => request.group === undefined || request.table === undefined, {
    error: 'name a group or a table, not both',
    path: ['table'],
  });
export type StatusRequest = z.infer<typeof statusRequest>;

export const backfillStatus = z.looseObject({
  status: z.string(),
  rows: z.number(),
  rows_estimated: z.number().nullable(),
  rows_per_second: z.number().nullable(),
  finishes_at: z.string().nullable(),
  eta_seconds: z.number().nullable(),
});

export const tableStatus = z.looseObject({
  table: z.string(),
  legacy: z.string(),
  supabase: z.string(),
  routed_view: z.string().nullable(),
  state: tableState,
  read_source: readSource,
  write_source: side,
  backfill: backfillStatus.nullable(),
  backlog: z.looseObject({ entries: z.number(), oldest_seconds: z.number(), level: z.string() }).nullable(),
});
export type TableStatus = z.infer<typeof tableStatus>;

export const groupStatus = z.looseObject({
  group: z.string(),
  source: z.string(),
  source_kind: z.string(),
  flag_enabled: z.boolean(),
  run: run.nullable(),
  freeze_window: freezeWindowAnswer.pick({ status: true, kind: true, starts_at: true, ends_at: true }).nullable(),
  tables: z.array(tableStatus),
});
export type GroupStatus = z.infer<typeof groupStatus>;

export const statusResult = z.looseObject({
  version: z.string(),
  environment: z.string(),
  tables_total: z.number(),
  tables_on_supabase: z.number(),
  groups: z.array(groupStatus),
});
export type StatusResult = z.infer<typeof statusResult>;

export const cutoverStatus = define({
  name: 'cutover-status',
  summary: 'Where everything stands, or one group, or one table.',
  actions: {
    status: action({
      summary: 'From stored facts; the legacy server is not asked. As a stream, until nothing is under way.',
      operation: 'status',
      role: 'viewer',
      reads: true,
      streams: true,
      request: statusRequest,
      result: statusResult,
      errors: ['CT002', 'CT004'],
      example: { group: 'shop' },
    }),
  },
});
