create or replace function cutover.set_automatic_rollback(p_table text, p_enabled boolean, p_reason text)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
return cutover.command('set_automatic_rollback', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'enabled', p_enabled, 'reason', p_reason)));

revoke all on function cutover.set_automatic_rollback(text, boolean, text) from public;
grant execute on function cutover.set_automatic_rollback(text, boolean, text) to authenticated, service_role;
comment on function cutover.set_automatic_rollback(text, boolean, text) is 'Whether what is measured of a table may take its group back to legacy by itself. For admins. Answers as cutover.command() does; refuses with CT001, CT002.';
