create or replace procedure cutover_private.run_pipeline(p_seconds integer default 55)
language plpgsql
as $$
declare
  v_until timestamptz := clock_timestamp() + pg_catalog.make_interval(secs => p_seconds);
  v_group_id bigint;
  v_groups bigint[];
  v_work integer;
begin
  -- Commits between bounded pieces, so it can have no SET clause: every name is written in full. Lag stays below a second
  -- although pg_cron may know only minutes.
  perform pg_catalog.set_config('cutover.actor_label', 'cron', false);
  -- Whatever the database's default is; it counts from the next transaction on.
  perform pg_catalog.set_config('default_transaction_isolation', 'read committed', false);
  commit;
  loop
    v_work := 0;
    select pg_catalog.array_agg(distinct t.group_id) into v_groups from cutover.cutover_tables t
    where t.capturing_since is not null and t.finalized_at is null;
    commit;
    foreach v_group_id in array coalesce(v_groups, '{}') loop
      perform cutover_private.backlog_turn(v_group_id);
      commit;
      v_work := v_work + cutover_private.pipeline_turn(v_group_id);
      commit;
    end loop;
    exit when clock_timestamp() >= v_until;
    if v_work = 0 then
      perform pg_catalog.pg_sleep(0.2);
      commit;
    end if;
  end loop;
end
$$;

revoke all on procedure cutover_private.run_pipeline(integer) from public;
comment on procedure cutover_private.run_pipeline(integer) is 'Driver of backfill, apply and verify for all groups, for p_seconds. Called by pg_cron every minute, as two jobs: they share the groups, and one goes on while the other waits for a legacy server that hangs.';
