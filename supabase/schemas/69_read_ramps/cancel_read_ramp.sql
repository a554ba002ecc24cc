create or replace function cutover.cancel_read_ramp(p_table text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('cancel_read_ramp', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'reason', p_reason)));

revoke all on function cutover.cancel_read_ramp(text, text) from public;
grant execute on function cutover.cancel_read_ramp(text, text) to authenticated, service_role;
comment on function cutover.cancel_read_ramp(text, text) is 'The ramp of a table''s reads: it ends; the split stays as it is. Role operator. Answers as cutover.command() does; refuses with CT001, CT002, CT012.';
