create or replace function cutover.request_force(p_group text, p_skip text[], p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('request_force', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'skip', p_skip, 'reason', p_reason)));

revoke all on function cutover.request_force(text, text[], text) from public;
grant execute on function cutover.request_force(text, text[], text) to authenticated, service_role;
comment on function cutover.request_force(text, text[], text) is 'In an emergency: asks for a cutover that passes over rules, once, if an approver agrees. Role operator. Answers as cutover.command() does; refuses with CT001, CT004, CT231.';
