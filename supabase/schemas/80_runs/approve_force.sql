create or replace function cutover.approve_force(p_request uuid, p_reason text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('approve_force', jsonb_strip_nulls(jsonb_build_object('request', p_request, 'reason', p_reason)));

revoke all on function cutover.approve_force(uuid, text) from public;
grant execute on function cutover.approve_force(uuid, text) to authenticated, service_role;
comment on function cutover.approve_force(uuid, text) is 'Agrees to a cutover that passes over rules, which somebody else has asked for. Role approver. Answers as cutover.command() does; refuses with CT001, CT012, CT232, CT236.';
