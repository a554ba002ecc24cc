create or replace function cutover.register_invariant(p_name text, p_group text, p_sql text, p_reason text, p_timeout_seconds integer default 10)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('register_invariant', jsonb_strip_nulls(jsonb_build_object('name', p_name, 'group', p_group, 'sql', p_sql, 'reason', p_reason,
  'timeout_seconds', p_timeout_seconds)));

revoke all on function cutover.register_invariant(text, text, text, text, integer) from public;
grant execute on function cutover.register_invariant(text, text, text, text, integer) to authenticated, service_role;
comment on function cutover.register_invariant(text, text, text, text, integer) is 'A query over the tables of supabase that must give no row, run as the role cutover_reader, read only. Role admin. Answers as cutover.command() does; refuses with CT001, CT004, CT013.';
