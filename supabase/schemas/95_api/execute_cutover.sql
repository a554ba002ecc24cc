create or replace function cutover.execute_cutover(p_group text, p_dry_run boolean default false, p_fallback_hours integer default null,
  p_force uuid default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('execute', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'dry_run', p_dry_run, 'fallback_hours', p_fallback_hours,
  'force', p_force)));

revoke all on function cutover.execute_cutover(text, boolean, integer, uuid) from public;
grant execute on function cutover.execute_cutover(text, boolean, integer, uuid) to authenticated, service_role;
comment on function cutover.execute_cutover(text, boolean, integer, uuid) is 'Starts the cutover run of a ready group; advance_run or pg_cron drives it. p_dry_run goes the whole way and rolls it back. p_force: the approved request (cutover.request_force) whose rules are passed over. Role operator.';
