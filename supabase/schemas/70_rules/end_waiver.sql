create or replace function cutover.end_waiver(p_table text, p_rule text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('end_waiver', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'rule', p_rule, 'reason', p_reason)));

revoke all on function cutover.end_waiver(text, text, text) from public;
grant execute on function cutover.end_waiver(text, text, text) to authenticated, service_role;
comment on function cutover.end_waiver(text, text, text) is 'What a rule finds counts again for a table. Role operator. Answers as cutover.command() does; refuses with CT001, CT002, CT012.';
