// docs/openapi.json, to hold requests and answers against.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

type Document = { paths: Record<string, Record<string, unknown>>; components: { schemas: Record<string, object> } };

export const openApi = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'openapi.json'), 'utf8'),
) as Document;

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: 'openapi', components: openApi.components });

/** The check of a schema of the document, by its name. */
export function validator(name: string): ValidateFunction {
  if (!(name in openApi.components.schemas)) throw new Error(`the document has no schema ${name}`);
  return ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
}

/** What of a value does not fit; [] when it does. */
export function misfits(name: string, value: unknown): string[] {
  const check = validator(name);
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
}
