import { z } from 'zod';
import { action, define } from './define.ts';
import { environment, nameSchema, readSource, side, storableText, table } from './values.ts';

export const readSideRequest = z
  .strictObject({
    table: table.optional(),
    tables: z.array(nameSchema).max(200).optional(),
    subject: storableText(2000).optional().describe('The tenant, else the user.'),
  })
  .refine((request) => request.table === undefined || request.tables === undefined, {
    error: 'name a table or tables, not both',
    path: ['tables'],
  })
  .refine((request) => request.subject === undefined || request.table !== undefined, {
    error: 'a subject is asked about one table',
    path: ['subject'],
  });
export type ReadSideRequest = z.infer<typeof readSideRequest>;

const configuration = z.looseObject({
  environment,
  tables: z.array(
    z.looseObject({
      table: z.string(),
      read_source: readSource,
      write_source: side,
      split: z
        .looseObject({
          percentage: z.number(),
          pinned: z.array(z.string()),
          excluded: z.array(z.string()),
          salt: z.string(),
        })
        .nullable(),
    }),
  ),
});

export const readSide = define({
  name: 'read-side',
  summary: 'Which side answers reads.',
  actions: {
    read: action({
      summary:
        "Nothing given: all that decides, for viewers. A table and a subject: that subject's side, for viewers. Tables, or a table: the sides of who is signed in, for everybody.",
      operation: 'read_configuration',
      role: null,
      reads: true,
      request: readSideRequest,
      result: z.union([configuration, z.record(z.string(), side)]),
      errors: ['CT002'],
      example: { table: 'orders', subject: 'tenant-1' },
    }),
  },
});
