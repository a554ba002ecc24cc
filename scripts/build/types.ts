// npm run build:types: writes the TypeScript types of the running stack's database.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseTypes, TYPES_FILE } from '../test/database.ts';
import { ROOT } from '../test/stage.ts';

const dir = process.env.CUTOVER_STACK_DIR ?? join(ROOT, '.stack');
const { dbUrl } = JSON.parse(readFileSync(join(dir, 'stack.json'), 'utf8')) as { dbUrl: string };
const types = await databaseTypes(dbUrl);
if (types === undefined) {
  console.error('supabase gen types failed; is the stack up? (npm run stack -- up)');
  process.exitCode = 1;
} else {
  writeFileSync(join(ROOT, TYPES_FILE), types);
  console.log(`wrote ${TYPES_FILE}`);
}
