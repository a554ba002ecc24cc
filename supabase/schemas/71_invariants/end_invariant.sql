create or replace function cutover.end_invariant(p_name text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('end_invariant', jsonb_strip_nulls(jsonb_build_object('name', p_name, 'reason', p_reason)));

revoke all on function cutover.end_invariant(text, text) from public;
grant execute on function cutover.end_invariant(text, text) to authenticated, service_role;
comment on function cutover.end_invariant(text, text) is 'An invariant is not run any more. Role admin. Answers as cutover.command() does; refuses with CT001, CT012.';
