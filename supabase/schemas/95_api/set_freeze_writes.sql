create or replace function cutover.set_freeze_writes(p_table text, p_mode text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('set_freeze_writes', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'mode', p_mode, 'reason', p_reason)));

revoke all on function cutover.set_freeze_writes(text, text, text) from public;
grant execute on function cutover.set_freeze_writes(text, text, text) to authenticated, service_role;
comment on function cutover.set_freeze_writes(text, text, text) is 'What a freeze window does to writes through a table''s routed view: allow (default), refuse, queue. Role admin.';
