create or replace function cutover.end_golden_query(p_name text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('end_golden_query', jsonb_strip_nulls(jsonb_build_object('name', p_name, 'reason', p_reason)));

revoke all on function cutover.end_golden_query(text, text) from public;
grant execute on function cutover.end_golden_query(text, text) to authenticated, service_role;
comment on function cutover.end_golden_query(text, text) is 'A golden query is not run any more. Role admin. Answers as cutover.command() does; refuses with CT001, CT012.';
