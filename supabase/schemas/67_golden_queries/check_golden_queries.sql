create or replace function cutover.check_golden_queries(p_group text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('check_golden_queries', jsonb_strip_nulls(jsonb_build_object('group', p_group)));

revoke all on function cutover.check_golden_queries(text) from public;
grant execute on function cutover.check_golden_queries(text) to authenticated, service_role;
comment on function cutover.check_golden_queries(text) is 'Runs the golden queries of a group on both sides, as soon as a worker is free. Role operator. Answers as cutover.command() does; refuses with CT001, CT004.';
