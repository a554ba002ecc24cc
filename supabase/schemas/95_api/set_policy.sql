create or replace function cutover.set_policy(p_group text, p_policy text, p_value text, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('set_policy', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'policy', p_policy, 'value', p_value, 'reason', p_reason)));

revoke all on function cutover.set_policy(text, text, text, text) from public;
grant execute on function cutover.set_policy(text, text, text, text) to authenticated, service_role;
comment on function cutover.set_policy(text, text, text, text) is 'Chooses what a group does where both ways are right: backlog (keep, stop_capture) over its limit, conflict (legacy_wins, supabase_wins) after an immediate rollback. Role admin.';
