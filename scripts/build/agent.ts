/**
 * supabase/schemas/45_agent/*.sql → the function cutover_private.agent_script(), so that the control plane can install
 * on the legacy server exactly the agent that it runs itself.
 */
import { join } from 'node:path';
import { dollarTag, type Generated, generatedMark, type Overlay, schemasFolder, sqlFiles } from './files.ts';

export async function agentScript(overlay: Overlay): Promise<Generated[]> {
  const sources = await sqlFiles(join(schemasFolder, '45_agent'), overlay);
  if (sources.length === 0) return [];
  const script = [
    'set check_function_bodies = off;\n',
    ...sources.map((source) => `-- ${source.name}\n${source.text.trim()}\n`),
  ].join('\n');
  const tag = dollarTag(script, 'agent');
  return [
    {
      path: join(schemasFolder, '46_agent_script', 'agent_script.sql'),
      content: `${generatedMark} from supabase/schemas/45_agent: edit the files there, not this one.
create or replace function cutover_private.agent_script()
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as ${dollarTag(script, 'function')}
  select ${tag}${script}${tag}
${dollarTag(script, 'function')};

comment on function cutover_private.agent_script() is
  'The SQL that installs the agent (schema cutover_agent) on a legacy server: the same files that are installed here.';

revoke all on function cutover_private.agent_script() from public;
`,
    },
  ];
}
