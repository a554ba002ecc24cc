create or replace function cutover.start_read_ramp(p_table text, p_reason text, p_steps jsonb default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('start_read_ramp', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'reason', p_reason, 'steps', p_steps)));

revoke all on function cutover.start_read_ramp(text, text, jsonb) from public;
grant execute on function cutover.start_read_ramp(text, text, jsonb) to authenticated, service_role;
comment on function cutover.start_read_ramp(text, text, jsonb) is 'Moves the reads of a table to supabase in steps [{"percentage", "hold_minutes"}], default 1, 5, 25, 50 and 100 %, by itself, as long as shadow reads agree. Role operator. Answers as cutover.command() does; refuses with CT001, CT002, CT201, CT205, CT220, CT221.';
