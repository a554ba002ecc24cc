create or replace function cutover.advance_run(p_run uuid)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover_private.advance_run(p_run);

revoke all on function cutover.advance_run(uuid) from public;
grant execute on function cutover.advance_run(uuid) to authenticated, service_role;
comment on function cutover.advance_run(uuid) is 'Does the next step of a run and returns its status with next_wait_ms. Call until finished; pg_cron takes over if nobody does. Role operator. Raises CT006, CT101, CT102, CT103.';
