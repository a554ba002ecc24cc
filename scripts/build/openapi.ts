// The edge functions as an OpenAPI 3.1 document, from the schemas that check their requests.
import { z } from 'zod';
import { errorAnswerSchema, errorByCode } from '../../packages/shared/src/error-registry.ts';
import type { ErrorCode } from '../../packages/shared/src/errors.ts';
import { type Action, type FunctionDefinition, functions } from '../../packages/shared/src/operations/index.ts';

export type Json = { [key: string]: unknown };

/** What every function may answer, whatever it is asked. */
export const commonErrors: readonly ErrorCode[] = [
  'CT001',
  'CT009',
  'CT010',
  'CT011',
  'CT012',
  'CT101',
  'CT102',
  'CT103',
  'CT106',
  'CT212',
  'CT270',
  'CT271',
  'CT301',
  'CT302',
  'CT901',
  'CT902',
];

export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io }) as Json;
  return rest;
}

const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const schemaName = (name: string, action: string, part: 'request' | 'result'): string => `${name}.${action}.${part}`;

const header = (name: string, description: string, schema: Json): Json => ({ name, in: 'header', description, schema });
const text = (maxLength: number): Json => ({ type: 'string', minLength: 1, maxLength });

const headers = {
  'Idempotency-Key': header(
    'Idempotency-Key',
    'A repeated request gets the first answer again; a run that goes on is waited for.',
    text(200),
  ),
  'X-Request-Id': header('X-Request-Id', 'Names the request in answer, log and audit log.', text(100)),
  'X-Cutover-On-Behalf-Of': header(
    'X-Cutover-On-Behalf-Of',
    'For whom the caller acts, percent-encoded; kept in the audit log beside who really called.',
    text(600),
  ),
  Prefer: header('Prefer', 'wait=<seconds>: how long to wait for a run, at most 100.', { type: 'string' }),
  'Last-Event-ID': header('Last-Event-ID', 'Events up to this one have been seen.', { type: 'string' }),
};
const headerReference = (name: keyof typeof headers): Json => ({ $ref: `#/components/parameters/${name}` });

function envelope(result: Json): Json {
  return {
    type: 'object',
    required: ['ok', 'result', 'request_id'],
    properties: {
      ok: { const: true },
      result,
      request_id: { type: 'string' },
      replayed: { type: 'boolean' },
      first_request_id: { type: ['string', 'null'] },
    },
  };
}

function responses(name: string, actions: [string, Action][]): Json {
  const results = actions.map(([action]) => reference(schemaName(name, action, 'result')));
  const [only] = results;
  const schema = envelope(results.length === 1 && only ? only : { anyOf: results });
  const streams = actions.some(([, { streams }]) => streams);
  const content: Json = { 'application/json': { schema } };
  if (streams) content['text/event-stream'] = { schema: { type: 'string' } };
  const codes = [...new Set([...commonErrors, ...actions.flatMap(([, { errors }]) => errors)])].sort();
  const byStatus = Map.groupBy(codes, (code) => errorByCode(code).httpStatus);
  return {
    200: { description: 'Done.', content },
    ...(streams && { 202: { description: 'Still on its way; it goes on by itself.', content } }),
    ...Object.fromEntries(
      [...byStatus].map(([status, those]) => [
        status,
        {
          description: those.map((code) => `${code} ${errorByCode(code).name}`).join(', '),
          content: { 'application/json': { schema: reference('error') } },
        },
      ]),
    ),
  };
}

function queryParameters(actions: [string, Action][]): Json[] {
  const found = new Map<string, Json>();
  for (const [, { request }] of actions) {
    const { properties = {} } = jsonSchema(request, 'input') as { properties?: Record<string, Json> };
    for (const [name, schema] of Object.entries(properties)) {
      const { description } = schema;
      const isText = schema.type === 'string';
      const parameter: Json = { name, in: 'query', ...(typeof description === 'string' && { description }) };
      // What is no text is JSON in a query as well.
      if (name === 'action') parameter.schema = { enum: actions.map(([action]) => action) };
      else if (isText || schema.type === 'integer' || schema.type === 'boolean' || schema.enum)
        parameter.schema = schema;
      else parameter.content = { 'application/json': { schema } };
      if (name === 'action') parameter.required = true;
      found.set(name, parameter);
    }
  }
  return [...found.values()];
}

function pathItem({ name, summary, actions }: FunctionDefinition): Json {
  const all = Object.entries(actions);
  const reading = all.filter(([, { reads }]) => reads);
  const streams = all.some(([, action]) => action.streams);
  const requests = all.map(([action]) => reference(schemaName(name, action, 'request')));
  const [only] = requests;
  const description = all
    .map(([action, { summary: does, role }]) => `- \`${action}\` (${role ?? 'whoever is signed in'}): ${does}`)
    .join('\n');
  const sent = [
    headerReference('Idempotency-Key'),
    headerReference('X-Request-Id'),
    headerReference('X-Cutover-On-Behalf-Of'),
    ...(streams ? [headerReference('Prefer'), headerReference('Last-Event-ID')] : []),
  ];
  const item: Json = {
    post: {
      operationId: name,
      summary,
      description,
      parameters: sent,
      requestBody: {
        required: !all.some(([, { request }]) => request.safeParse({}).success),
        content: {
          'application/json': {
            schema: requests.length === 1 && only ? only : { oneOf: requests },
            examples: Object.fromEntries(all.map(([action, { example }]) => [action, { value: example }])),
          },
        },
      },
      responses: responses(name, all),
    },
  };
  if (reading.length > 0) {
    item.get = {
      operationId: `${name}.get`,
      summary: `${summary} What only reads, by query parameters.`,
      parameters: [...queryParameters(reading), headerReference('X-Request-Id')],
      responses: responses(name, reading),
    };
  }
  return item;
}

export function openApi(version: string): Json {
  const schemas: Json = { error: jsonSchema(errorAnswerSchema.loose(), 'output') };
  const paths: Json = {};
  for (const definition of Object.values(functions) as FunctionDefinition[]) {
    paths[`/functions/v1/${definition.name}`] = pathItem(definition);
    for (const [action, { request, result }] of Object.entries(definition.actions)) {
      schemas[schemaName(definition.name, action, 'request')] = jsonSchema(request, 'input');
      schemas[schemaName(definition.name, action, 'result')] = jsonSchema(result, 'output');
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cutover',
      version,
      summary: 'Makes Supabase the source of truth, table by table.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'https://{ref}.supabase.co', variables: { ref: { default: 'your-project' } } }],
    security: [{ token: [] }, { key: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The access token of a signed-in operator.' },
        key: { type: 'apiKey', in: 'header', name: 'apikey', description: 'A secret key that has a role.' },
      },
      parameters: headers,
      schemas,
    },
  };
}
