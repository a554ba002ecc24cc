create or replace function cutover.waive_rule(p_table text, p_rule text, p_reason text, p_expires_at timestamptz)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('waive_rule', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'rule', p_rule, 'reason', p_reason, 'expires_at', p_expires_at)));

revoke all on function cutover.waive_rule(text, text, text, timestamptz) from public;
grant execute on function cutover.waive_rule(text, text, text, timestamptz) to authenticated, service_role;
comment on function cutover.waive_rule(text, text, text, timestamptz) is 'What a rule finds is accepted for one table, until a time within 30 days. Role approver. Answers as cutover.command() does; refuses with CT001, CT002, CT231.';
