import { z } from 'zod';
import { checklistCategory, gate } from './answers.ts';
import { action, define } from './define.ts';
import { group, nameSchema, reason, storableText, table, time, timeOrNull, timestampSchema } from './values.ts';

const rule = nameSchema.describe('A rule of the catalogue, by its id.');
const forceRequest = z.looseObject({
  request: z.uuid(),
  skip: z.array(z.string()),
  reason: z.string(),
  requested_by: z.string(),
  expires_at: time,
  approved_by: z.string().nullable(),
  used_at: timeOrNull,
});

export const checklist = define({
  name: 'checklist',
  summary: 'What is judged before the switch: read it, vouch for what nobody can measure, pass over what may be.',
  actions: {
    read: action({
      summary:
        'The verdicts as they were last measured, waivers and force requests that hold; cutover-prepare measures anew.',
      operation: 'read_checklist',
      role: 'viewer',
      reads: true,
      request: z.strictObject({ action: z.literal('read'), group }),
      result: z.looseObject({
        group: z.string(),
        checklist: z.array(checklistCategory),
        gates: z.array(gate),
        not_measured: z.array(z.looseObject({ table: z.string(), rule: z.string() })),
        waivers: z.array(
          z.looseObject({
            table: z.string(),
            rule: z.string(),
            reason: z.string(),
            waived_by: z.string(),
            expires_at: time,
          }),
        ),
        force_requests: z.array(forceRequest),
      }),
      errors: ['CT004'],
      example: { action: 'read', group: 'shop' },
    }),
    attest: action({
      summary: 'The caller vouches for a rule that no database can measure.',
      operation: 'attest',
      role: 'operator',
      request: z.strictObject({
        action: z.literal('attest'),
        group,
        rule,
        evidence: storableText(2000).describe('What it rests on: a ticket, a link, a time.'),
        expires_at: timestampSchema.optional().describe('Default: as late as the rule allows.'),
      }),
      result: z.looseObject({ group: z.string(), rule: z.string(), expires_at: time }),
      errors: ['CT004'],
      example: {
        action: 'attest',
        group: 'shop',
        rule: 'backup_verified',
        evidence: 'restored to staging, ticket 4711',
      },
    }),
    waive: action({
      summary: 'What a rule finds is accepted for one table, for 30 days at most.',
      operation: 'waive_rule',
      role: 'approver',
      request: z.strictObject({
        action: z.literal('waive'),
        table,
        rule,
        reason,
        expires_at: timestampSchema.describe('Within 30 days.'),
      }),
      result: z.looseObject({ table: z.string(), rule: z.string(), expires_at: time }),
      errors: ['CT002', 'CT231'],
      example: {
        action: 'waive',
        table: 'orders',
        rule: 'indexes_as_legacy',
        reason: 'no query needs it',
        expires_at: '2030-01-01T00:00:00Z',
      },
    }),
    end_waiver: action({
      summary: 'What the rule finds counts again.',
      operation: 'end_waiver',
      role: 'operator',
      request: z.strictObject({ action: z.literal('end_waiver'), table, rule, reason }),
      result: z.looseObject({ table: z.string(), rule: z.string(), ended: z.literal(true) }),
      errors: ['CT002', 'CT012'],
      example: { action: 'end_waiver', table: 'orders', rule: 'indexes_as_legacy', reason: 'the index is there' },
    }),
    request_force: action({
      summary: 'In an emergency: asks for a cutover that passes over these rules, once.',
      operation: 'request_force',
      role: 'operator',
      request: z.strictObject({
        action: z.literal('request_force'),
        group,
        skip: z.array(rule).min(1).max(100),
        reason,
      }),
      result: z.looseObject({
        request: z.uuid(),
        group: z.string(),
        skip: z.array(z.string()),
        expires_at: time,
      }),
      errors: ['CT004', 'CT231'],
      example: { action: 'request_force', group: 'shop', skip: ['runbook_ready'], reason: 'legacy loses its disk' },
    }),
    approve_force: action({
      summary: 'Agrees to what somebody else asked for; cutover-execute takes the request as "force".',
      operation: 'approve_force',
      role: 'approver',
      request: z.strictObject({
        action: z.literal('approve_force'),
        request: z.uuid().describe('The id of a force request.'),
        reason,
      }),
      result: z.looseObject({ request: z.uuid(), skip: z.array(z.string()), expires_at: time }),
      errors: ['CT012', 'CT232', 'CT236'],
      example: {
        action: 'approve_force',
        request: '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11',
        reason: 'seen, the disk goes',
      },
    }),
    declare_security: action({
      summary: 'The protection of the supabase table as it is now is meant to be so.',
      operation: 'declare_security',
      role: 'admin',
      request: z.strictObject({
        action: z.literal('declare_security'),
        table,
        anon_commands: z
          .array(z.enum(['SELECT', 'INSERT', 'UPDATE', 'DELETE']))
          .max(4)
          .optional()
          .describe('What those who are not signed in are meant to do.'),
        force_rls: z.boolean().optional().describe('Whether policies are meant to bind the owner as well.'),
        tenant_claims: z
          .record(z.string(), z.unknown())
          .optional()
          .describe('The claims of a token that belongs to a tenant, with {tenant} where its value stands.'),
        reason,
      }),
      result: z.looseObject({
        table: z.string(),
        expected: z.record(z.string(), z.unknown()),
        still_found: z.array(z.string()),
      }),
      errors: ['CT002', 'CT230'],
      example: { action: 'declare_security', table: 'orders', anon_commands: ['SELECT'], reason: 'public price list' },
    }),
  },
});
