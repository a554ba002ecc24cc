create or replace function cutover.validate_data_consistency(p_table text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('validate_data_consistency', jsonb_strip_nulls(jsonb_build_object('table', p_table)));

revoke all on function cutover.validate_data_consistency(text) from public;
grant execute on function cutover.validate_data_consistency(text) to authenticated, service_role;
comment on function cutover.validate_data_consistency(text) is 'Do both sides of a table hold the same, as of now: looks at what changed, what was found, and the next slice, and answers with verdict and age. Role operator. Answers as cutover.command() does; refuses with CT002.';
