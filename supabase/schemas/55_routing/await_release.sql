create or replace function cutover_routing.await_release()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_until timestamptz := clock_timestamp() + make_interval(secs => cutover_private.setting('maximum_pause_seconds')::text::double precision);
begin
  -- A snapshot of the whole transaction never sees the run go on; the guard decides then.
  while current_setting('transaction_isolation') = 'read committed' and clock_timestamp() < v_until and exists (
    select from cutover.cutover_runs r where r.group_id = tg_argv[0]::bigint and r.status = 'running' and r.step = 'release')
  loop
    perform pg_sleep(0.01);
  end loop;
  return null;
end
$$;

revoke all on function cutover_routing.await_release() from public;
comment on function cutover_routing.await_release() is 'Statement trigger on a view that a rollback has just led back to another server: a write waits until the guard over there is off, instead of being refused by it.';
