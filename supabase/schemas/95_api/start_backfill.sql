create or replace function cutover.start_backfill(p_group text)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('start_backfill', jsonb_strip_nulls(jsonb_build_object('group', p_group)));

revoke all on function cutover.start_backfill(text) from public;
grant execute on function cutover.start_backfill(text) to authenticated, service_role;
comment on function cutover.start_backfill(text) is 'Captures every write on legacy from now on and copies the rows; pg_cron does the work. Role operator.';
