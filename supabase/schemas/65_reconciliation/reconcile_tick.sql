create or replace function cutover_private.reconcile_tick(p_seconds integer default 55)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- One unit a transaction, whatever the time: locks are short and a crash costs little. The loop is the driver's.
  return p_seconds > 0 and cutover_private.reconcile_chunk();
end
$$;

revoke all on function cutover_private.reconcile_tick(integer) from public;
comment on function cutover_private.reconcile_tick(integer) is 'One unit of reconciliation work, for a driver that commits after it and calls again while there is time (p_seconds left). False: nothing to do at present.';
