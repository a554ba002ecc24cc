create or replace function cutover_private.ramp_turn(p_ramp_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.advance_read_ramp(p_ramp_id);
exception when others then
  -- One ramp's trouble must not stop the others.
  raise warning 'cutover: ramp % did not get on: % %', p_ramp_id, sqlstate, sqlerrm;
end
$$;

revoke all on function cutover_private.ramp_turn(bigint) from public;
comment on function cutover_private.ramp_turn(bigint) is 'A turn at a ramp: advance_read_ramp, whose errors are warnings. Each in a transaction of its own, for it may hold what those who change another split wait for.';
