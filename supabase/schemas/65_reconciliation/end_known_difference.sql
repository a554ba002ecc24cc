create or replace function cutover.end_known_difference(p_table text, p_column text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('end_known_difference', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'column', p_column, 'reason', p_reason)));

revoke all on function cutover.end_known_difference(text, text, text) from public;
grant execute on function cutover.end_known_difference(text, text, text) to authenticated, service_role;
comment on function cutover.end_known_difference(text, text, text) is 'Differences of a column are drift again. Role admin. Answers as cutover.command() does; refuses with CT001, CT002, CT012.';
