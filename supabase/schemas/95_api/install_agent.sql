create or replace function cutover.install_agent(p_source text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('install_agent', jsonb_strip_nulls(jsonb_build_object('source', p_source)));

revoke all on function cutover.install_agent(text) from public;
grant execute on function cutover.install_agent(text) to authenticated, service_role;
comment on function cutover.install_agent(text) is 'Installs or updates the agent on a legacy source; says what to do where rights do not allow it. Role admin.';
