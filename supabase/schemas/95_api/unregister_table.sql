create or replace function cutover.unregister_table(p_table text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('unregister_table', jsonb_strip_nulls(jsonb_build_object('table', p_table)));

revoke all on function cutover.unregister_table(text) from public;
grant execute on function cutover.unregister_table(text) to authenticated, service_role;
comment on function cutover.unregister_table(text) is 'Takes registration, triggers and routed view of a table away. Role admin.';
