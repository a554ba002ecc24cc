// The OpenAPI document, without a server: it is one, and its examples are what the functions take.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { type FunctionDefinition, functions } from '../../packages/shared/src/operations/index.ts';
import { misfits, openApi } from '../support/openapi.ts';

const definitions = Object.values(functions) as FunctionDefinition[];

test('it is an OpenAPI 3.1 document', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(openApi) as Record<string, unknown>);
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test('each function has its own name as its key, and its path', () => {
  expect(Object.entries(functions).filter(([key, { name }]) => key !== name)).toEqual([]);
  expect(Object.keys(openApi.paths)).toEqual(definitions.map(({ name }) => `/functions/v1/${name}`));
});

describe.each(definitions)('$name', ({ name, actions }) => {
  test.each(Object.entries(actions))(
    '%s: its example is valid, for the schema and for the document',
    (action, described) => {
      expect(described.request.safeParse(described.example).error).toBeUndefined();
      expect(misfits(`${name}.${action}.request`, described.example)).toEqual([]);
      expect(misfits(`${name}.${action}.request`, { ...(described.example as object), nobody_knows: 1 })).not.toEqual(
        [],
      );
    },
  );

  test('with several actions, each request says which', () => {
    const several = Object.entries(actions).length > 1;
    const named = Object.entries(actions).map(([action, { example }]) => [
      action,
      (example as { action?: string }).action,
    ]);
    expect(named).toEqual(Object.keys(actions).map((action) => [action, several ? action : undefined]));
  });

  test('is described', () => {
    const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8');
    expect(text).toContain(`\n## ${name}\n`);
  });
});
