import { z } from 'zod';
import { action, define } from './define.ts';
import { role, storableText, time, timeOrNull, timestampSchema } from './values.ts';

const subject = storableText(200).describe("The sub of a user's token, or key:<name> for a secret key.");

export const operatorRow = z.strictObject({
  subject: z.string(),
  display_name: z.string().nullable(),
  role: z.string(),
  expires_at: timeOrNull,
  granted_by: z.string(),
  granted_at: time,
  revoked_by: z.string().nullable(),
  revoked_at: timeOrNull,
});

export const operators = define({
  name: 'operators',
  summary: 'Who may do what: viewer, operator, approver, admin; each includes those before it.',
  actions: {
    list: action({
      summary: 'Everybody with a role, at most 1000; on request those who had one as well.',
      operation: 'list_operators',
      role: 'viewer',
      reads: true,
      request: z.strictObject({
        action: z.literal('list'),
        revoked: z.boolean().optional().describe('Also those whose role was taken away. Default: false.'),
      }),
      result: z.looseObject({ operators: z.array(operatorRow) }),
      errors: [],
      example: { action: 'list' },
    }),
    grant: action({
      summary: 'Gives a subject a role, instead of the one it has.',
      operation: 'grant_operator',
      role: 'admin',
      request: z.strictObject({
        action: z.literal('grant'),
        subject,
        role,
        name: storableText(100).optional().describe('How the subject is named in the audit trail.'),
        expires_at: timestampSchema.optional().describe('When the role ends by itself. Default: never.'),
      }),
      result: z.looseObject({
        subject: z.string(),
        role,
        previous_role: role.nullable(),
        expires_at: time.optional(),
      }),
      errors: ['CT105'],
      example: { action: 'grant', subject: 'key:automations', role: 'operator' },
    }),
    revoke: action({
      summary: "Takes a subject's role away, at once: the next request is refused.",
      operation: 'revoke_operator',
      role: 'admin',
      request: z.strictObject({ action: z.literal('revoke'), subject }),
      result: z.looseObject({ subject: z.string(), previous_role: role }),
      errors: ['CT012', 'CT105'],
      example: { action: 'revoke', subject: 'key:automations' },
    }),
  },
});
