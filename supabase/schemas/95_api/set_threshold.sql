create or replace function cutover.set_threshold(p_table text, p_rule text, p_threshold numeric, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('set_threshold', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'rule', p_rule, 'threshold', p_threshold, 'reason', p_reason)));

revoke all on function cutover.set_threshold(text, text, numeric, text) from public;
grant execute on function cutover.set_threshold(text, text, numeric, text) to authenticated, service_role;
comment on function cutover.set_threshold(text, text, numeric, text) is 'Sets another threshold of one rule for one table. Role admin.';
