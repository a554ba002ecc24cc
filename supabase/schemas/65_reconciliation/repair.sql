create or replace function cutover.repair(p_table text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('repair', jsonb_strip_nulls(jsonb_build_object('table', p_table)));

revoke all on function cutover.repair(text) from public;
grant execute on function cutover.repair(text) to authenticated, service_role;
comment on function cutover.repair(text) is 'Carries all confirmed drift of a table over from the side that is the truth. Role operator. Answers as cutover.command() does; refuses with CT002, CT210, CT211.';
