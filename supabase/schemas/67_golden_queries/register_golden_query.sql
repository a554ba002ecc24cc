create or replace function cutover.register_golden_query(p_name text, p_group text, p_legacy_sql text, p_supabase_sql text, p_reason text,
  p_ordered boolean default false, p_timeout_seconds integer default 30)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('register_golden_query', jsonb_strip_nulls(jsonb_build_object('name', p_name, 'group', p_group, 'legacy_sql', p_legacy_sql,
  'supabase_sql', p_supabase_sql, 'reason', p_reason, 'ordered', p_ordered, 'timeout_seconds', p_timeout_seconds)));

revoke all on function cutover.register_golden_query(text, text, text, text, text, boolean, integer) from public;
grant execute on function cutover.register_golden_query(text, text, text, text, text, boolean, integer) to authenticated, service_role;
comment on function cutover.register_golden_query(text, text, text, text, text, boolean, integer) is 'Two queries that have to give the same rows on both sides. On Supabase it runs as the role cutover_reader, read only. Role admin. Answers as cutover.command() does; refuses with CT001, CT004, CT013, CT501.';
