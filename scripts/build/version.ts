/** The version of package.json → cutover.version(). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Generated, generatedMark, quoteLiteral, root, schemasFolder } from './files.ts';

export async function version(): Promise<Generated[]> {
  const manifest: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return [
    {
      path: join(schemasFolder, '00_foundation', 'version.sql'),
      content: `${generatedMark} from package.json: edit that file, not this one.
create or replace function cutover.version()
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  select ${quoteLiteral(manifest.version)}
$function$;

comment on function cutover.version() is 'The version of Cutover that is installed in this database.';

revoke all on function cutover.version() from public;
grant execute on function cutover.version() to authenticated, service_role;
`,
    },
  ];
}
