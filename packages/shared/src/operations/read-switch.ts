import { z } from 'zod';
import { action, define } from './define.ts';
import { environment, group, oneOf, readSource, reason, storableText, table } from './values.ts';

const percentage = z.number().min(0).max(100).multipleOf(0.01);
const subjects = z.array(storableText(2000)).max(1000);
const ramp = z.looseObject({
  ramp: z.number(),
  table: z.string(),
  status: z.string(),
  step: z.number(),
  of: z.number(),
  steps: z.array(z.looseObject({ percentage: z.number(), hold_minutes: z.number() })),
  percentage: z.number(),
  next_at: z.string().nullable(),
  waits_for: z.string().nullable(),
});
const control = <Name extends string>(name: Name) => z.strictObject({ action: z.literal(name), table, reason });

export const readSwitch = define({
  name: 'read-switch',
  summary: 'Who answers reads: legacy, supabase, or a split of both, by hand or in steps.',
  actions: {
    switch: action({
      summary: 'Changes the read source of a table, or of all tables of a group. Statements wait and go on.',
      operation: 'switch_read_source',
      role: 'operator',
      request: z
        .strictObject({
          action: z.literal('switch'),
          table: table.optional(),
          group: group.optional(),
          read_source: readSource,
          reason,
        })
        .refine(oneOf, { error: 'name a table or a group, one of them', path: ['table'] }),
      result: z.looseObject({
        group: z.string(),
        read_source: readSource,
        previous: z.record(z.string(), readSource),
        attempts: z.number(),
        waited_ms: z.number().describe('How long the change of form took, in milliseconds.'),
        limits: z.array(z.looseObject({ view: z.string(), limits: z.array(z.string()) })),
      }),
      errors: [
        'CT002',
        'CT004',
        'CT205',
        'CT210',
        'CT211',
        'CT216',
        'CT217',
        'CT218',
        'CT410',
        'CT412',
        'CT414',
        'CT606',
      ],
      example: { action: 'switch', table: 'orders', read_source: 'supabase', reason: 'all of them' },
    }),
    set_split: action({
      summary: 'Who reads Supabase while the read source is dual. What is not given stays.',
      operation: 'set_read_split',
      role: 'operator',
      request: z.strictObject({
        action: z.literal('set_split'),
        table,
        percentage: percentage.optional().describe('Percent of the subjects, two decimal places.'),
        pinned: subjects.optional().describe('Subjects that always read Supabase.'),
        excluded: subjects.optional().describe('Subjects that never do.'),
        environment: environment.optional().describe('Default: that of this project.'),
        reason,
      }),
      result: z.looseObject({
        table: z.string(),
        environment,
        read_source: readSource,
        percentage: z.number(),
        pinned: z.array(z.string()),
        excluded: z.array(z.string()),
      }),
      errors: ['CT002', 'CT221'],
      example: { action: 'set_split', table: 'orders', percentage: 5, pinned: ['tenant-1'], reason: 'first tenants' },
    }),
    resume_split: action({
      summary: 'A split that halted by itself may go up again.',
      operation: 'resume_read_split',
      role: 'operator',
      request: control('resume_split'),
      result: z.looseObject({
        table: z.string(),
        percentage: z.number(),
        was_halted_for: z.string().nullable(),
        ramp_goes_up_from: z.string().nullable(),
      }),
      errors: ['CT002', 'CT201'],
      example: { action: 'resume_split', table: 'orders', reason: 'repaired' },
    }),
    start_ramp: action({
      summary: 'Reads move to Supabase in steps, each when its hold time is over and nothing speaks against it.',
      operation: 'start_read_ramp',
      role: 'operator',
      request: z.strictObject({
        action: z.literal('start_ramp'),
        table,
        steps: z
          .array(
            z.strictObject({
              percentage,
              hold_minutes: z.number().min(0).max(43_200).optional().describe('Minutes. Default: a setting.'),
            }),
          )
          .min(1)
          .max(20)
          .optional()
          .describe('Rising. Default: 1, 5, 25, 50, 100 percent.'),
        reason,
      }),
      result: ramp,
      errors: ['CT002', 'CT201', 'CT205', 'CT220', 'CT221'],
      example: {
        action: 'start_ramp',
        table: 'orders',
        steps: [{ percentage: 5, hold_minutes: 60 }, { percentage: 100 }],
        reason: 'go live',
      },
    }),
    pause_ramp: action({
      summary: 'No further step until it is resumed; the split stays as it is.',
      operation: 'pause_read_ramp',
      role: 'operator',
      request: control('pause_ramp'),
      result: ramp,
      errors: ['CT002', 'CT012', 'CT201'],
      example: { action: 'pause_ramp', table: 'orders', reason: 'payday' },
    }),
    resume_ramp: action({
      summary: 'The hold time of its step begins anew.',
      operation: 'resume_read_ramp',
      role: 'operator',
      request: control('resume_ramp'),
      result: ramp,
      errors: ['CT002', 'CT012', 'CT201'],
      example: { action: 'resume_ramp', table: 'orders', reason: 'payday is over' },
    }),
    cancel_ramp: action({
      summary: 'Ends the ramp; the split stays as it is.',
      operation: 'cancel_read_ramp',
      role: 'operator',
      request: control('cancel_ramp'),
      result: ramp,
      errors: ['CT002', 'CT012', 'CT201'],
      example: { action: 'cancel_ramp', table: 'orders', reason: 'by hand from here' },
    }),
  },
});
