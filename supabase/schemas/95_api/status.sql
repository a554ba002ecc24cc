create or replace function cutover.status(p_group text default null, p_table text default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('status', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'table', p_table)));

revoke all on function cutover.status(text, text) from public;
grant execute on function cutover.status(text, text) to authenticated, service_role;
comment on function cutover.status(text, text) is 'Where everything stands. Role viewer.';
