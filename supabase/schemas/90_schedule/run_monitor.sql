create or replace procedure cutover_private.run_monitor(p_seconds integer default 55)
language plpgsql
as $$
declare
  v_until timestamptz := clock_timestamp() + pg_catalog.make_interval(secs => p_seconds);
  v_run_id uuid;
  v_runs uuid[];
  v_driven uuid[] := array[]::uuid[];
  v_status jsonb;
  v_ramp_id bigint;
  v_ramps bigint[];
  v_group_id bigint;
  v_groups bigint[];
  v_table_id bigint;
  v_tables bigint[];
begin
  perform pg_catalog.set_config('cutover.actor_label', 'cron', false);
  -- Whatever the database's default is; it counts from the next transaction on.
  perform pg_catalog.set_config('default_transaction_isolation', 'read committed', false);
  commit;
  perform cutover_private.monitor_tick();
  commit;
  -- One at a time: a view that is settled is held until the transaction ends.
  select pg_catalog.array_agg(t.id order by t.group_id, t.position, t.name) into v_tables from cutover.cutover_tables t;
  commit;
  foreach v_table_id in array coalesce(v_tables, '{}') loop
    perform cutover_private.settle_views(v_table_id);
    commit;
  end loop;
  perform cutover_private.watch_conditions();
  commit;
  loop
    -- Before the runs: one that is started here goes on at once.
    select pg_catalog.array_agg(w.group_id) into v_groups from cutover_private.watches w
    where cutover_private.is_due(w.due_at, '5 seconds');
    commit;
    foreach v_group_id in array coalesce(v_groups, '{}') loop
      perform cutover_private.watch_group(v_group_id);
      commit;
    end loop;
    -- Runs whose driver has been silent: it died, or its client went away. Then this one is the driver, until the run ends or has to wait.
    select pg_catalog.array_agg(r.id) into v_runs from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id
    where r.status in ('running', 'releasing') and (
        r.heartbeat_at not between clock_timestamp() - interval '3 seconds' and clock_timestamp() or r.id = any (v_driven))
      and not cutover_private.source_rests(g.source_id);
    commit;
    v_driven := array[]::uuid[];
    foreach v_run_id in array coalesce(v_runs, '{}') loop
      v_status := cutover_private.advance_run(v_run_id);
      commit;
      if not (v_status ->> 'finished')::boolean and (v_status ->> 'next_wait_ms')::integer = 0 then
        v_driven := v_driven || v_run_id;
      end if;
    end loop;
    perform cutover_private.gate_turn();
    commit;
    select pg_catalog.array_agg(r.id) into v_ramps from cutover.read_ramps r where r.status = 'active';
    commit;
    foreach v_ramp_id in array coalesce(v_ramps, '{}') loop
      perform cutover_private.ramp_turn(v_ramp_id);
      commit;
    end loop;
    perform cutover_private.end_overdue_queries();
    commit;
    exit when clock_timestamp() >= v_until;
    perform pg_catalog.pg_sleep(case when v_runs is null then 1 else 0.05 end);
    commit;
  end loop;
end
$$;

revoke all on procedure cutover_private.run_monitor(integer) from public;
comment on procedure cutover_private.run_monitor(integer) is 'Driver of abandoned runs, watched groups, freeze windows, held up writes, ramps of reads and leftovers, for p_seconds. Called by pg_cron every minute; two at once do no harm.';
