create or replace function cutover.declare_security(p_table text, p_reason text, p_anon_commands text[] default null, p_force_rls boolean default null,
  p_tenant_claims jsonb default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('declare_security', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'reason', p_reason, 'anon_commands', p_anon_commands,
  'force_rls', p_force_rls, 'tenant_claims', p_tenant_claims)));

revoke all on function cutover.declare_security(text, text, text[], boolean, jsonb) from public;
grant execute on function cutover.declare_security(text, text, text[], boolean, jsonb) to authenticated, service_role;
comment on function cutover.declare_security(text, text, text[], boolean, jsonb) is 'Policies, grants and row level security of a table were changed on purpose. Role admin. Answers as cutover.command() does; refuses with CT001, CT002, CT230.';
