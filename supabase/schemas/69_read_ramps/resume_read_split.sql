create or replace function cutover.resume_read_split(p_table text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('resume_read_split', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'reason', p_reason)));

revoke all on function cutover.resume_read_split(text, text) from public;
grant execute on function cutover.resume_read_split(text, text) to authenticated, service_role;
comment on function cutover.resume_read_split(text, text) is 'The split of a table''s reads that halted by itself may go up again. Role operator. Answers as cutover.command() does; refuses with CT001, CT002, CT201.';
