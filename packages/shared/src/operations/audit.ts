import { z } from 'zod';
import { action, define } from './define.ts';
import { json, pageSize, storableText, time, timestampSchema } from './values.ts';

const anchors = z
  .array(z.strictObject({ origin: z.uuid(), seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) }))
  .max(10_000)
  .optional()
  .describe('Heads of the chain that left the database, as notifications and reports carry them.');
const outcome = z.enum(['started', 'done', 'refused', 'failed']);

export const auditEvent = z.strictObject({
  seq: z.number(),
  recorded_at: time,
  transaction_id: z.number(),
  actor: z.string(),
  actor_role: z.string().nullable(),
  actor_label: z.string().nullable(),
  on_behalf_of: z.string().nullable(),
  request_id: z.string().nullable(),
  client_address: z.string().nullable(),
  action: z.string(),
  outcome: z.string(),
  target_kind: z.string().nullable(),
  target: z.string().nullable(),
  detail: json,
  duration_ms: z.number().nullable(),
  previous_hash: z.string(),
  hash: z.string(),
});

export const audit = define({
  name: 'audit',
  summary: 'The audit log: search it, verify its chain, export it for auditors, verify an export.',
  // An export comes back here to be verified.
  maxBodyBytes: 8 * 1024 * 1024,
  actions: {
    search: action({
      summary: 'Events, the newest first; filters that are given all hold.',
      operation: 'search_audit',
      role: 'viewer',
      reads: true,
      request: z.strictObject({
        action: z.literal('search'),
        actor: storableText(200).optional(),
        on_behalf_of: storableText(200).optional(),
        event: storableText(100).optional().describe('The name of what was done, or how it begins: run.flip, run.'),
        outcome: outcome.optional(),
        target: storableText(200).optional().describe('The name of the group, table, window … that it concerns.'),
        request_id: storableText(200).optional(),
        code: z
          .string()
          .regex(/^CT\d{3}$/)
          .optional()
          .describe('The error code of what was refused.'),
        from: timestampSchema.optional(),
        to: timestampSchema.optional().describe('Not included.'),
        before: z.int().min(1).optional().describe('The "next" of the page before.'),
        limit: pageSize(500, 100),
      }),
      result: z.looseObject({ events: z.array(auditEvent), next: z.number().nullable() }),
      errors: [],
      example: { action: 'search', outcome: 'refused', limit: 20 },
    }),
    verify: action({
      summary: 'Checks every hash, the order, the head and all anchors. Two minutes at most.',
      operation: 'verify_audit',
      role: 'viewer',
      reads: true,
      request: z.strictObject({ action: z.literal('verify'), anchors }),
      result: z.looseObject({
        ok: z.boolean(),
        rows: z.number(),
        first_broken_seq: z.number().nullable(),
        problem: z.string().nullable(),
        head_seq: z.number(),
        head_hash: z.string(),
      }),
      errors: ['CT607'],
      example: { action: 'verify' },
    }),
    export: action({
      summary: 'A page of the log for auditors, with what it takes to verify it.',
      operation: 'export_audit',
      role: 'viewer',
      request: z.strictObject({
        action: z.literal('export'),
        kind: z.enum(['gdpr', 'soc2', 'pci']),
        from: timestampSchema,
        to: timestampSchema.describe('Not included; at most 366 days later.'),
        format: z.enum(['json', 'csv']).optional().describe('Default: json.'),
        after: z.int().min(0).optional().describe('The "next" of the page before.'),
        limit: pageSize(5000, 1000),
      }),
      result: z.looseObject({
        kind: z.string(),
        format: z.enum(['json', 'csv']),
        origin: z.uuid(),
        events: z.array(z.looseObject({})).nullable(),
        csv: z.string().nullable(),
        next: z.number().optional(),
      }),
      errors: [],
      example: { action: 'export', kind: 'soc2', from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z' },
    }),
    verify_export: action({
      summary: 'Checks a page that was exported as json. Bodies may have 8 MiB here.',
      operation: 'verify_export',
      role: 'viewer',
      request: z.strictObject({
        action: z.literal('verify_export'),
        export: z.record(z.string(), z.unknown()).describe('The whole answer of an export, or its result.'),
        anchors,
      }),
      result: z.looseObject({
        ok: z.boolean(),
        rows: z.number(),
        first_broken_seq: z.number().nullable(),
        problem: z.string().nullable(),
      }),
      errors: ['CT607'],
      example: { action: 'verify_export', export: { kind: 'soc2', events: [], links: [] } },
    }),
  },
});
