create or replace function cutover_private.take_barrier(p_group_id bigint, p_view_side text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- Below deadlock_timeout, so that it is always the barrier that yields, never a writer.
set lock_timeout = '150ms'
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
  v_give_up timestamptz := clock_timestamp() + make_interval(secs => cutover_private.setting('barrier_give_up_seconds')::text::double precision);
  v_started timestamptz := clock_timestamp();
  v_attempts integer := 0;
  v_table cutover.cutover_tables;
  v_endpoints uuid[] := cutover_private.group_endpoints(p_group_id, 'supabase');
  v_view oid;
  v_views oid[] := (select coalesce(array_agg(v.oid order by v.position, v.name) filter (where v.oid is not null), '{}') from (
    select t.position, t.name, case when t.routed_name is not null then to_regclass(format('%I.%I', t.routed_schema, t.routed_name)) end::oid as oid
    from cutover.cutover_tables t where t.group_id = p_group_id) v);
begin
  if not cutover_private.is_remote(v_source_id, 'legacy') then
    v_endpoints := cutover_private.group_endpoints(p_group_id, 'legacy') || v_endpoints;
  end if;
  perform cutover_agent.keep_vacuum_out(v_endpoints);
  loop
    v_attempts := v_attempts + 1;
    begin
      -- All views before any table: a writer holds its view first, so nobody waits in a circle.
      -- LOCK TABLE would lock the tables below a view as well. The new forms come when all is held: an attempt that yields was short.
      foreach v_view in array cutover_agent.order_by_holders(v_views) loop
        execute format('alter view %s set (security_invoker = true)', v_view::regclass);
      end loop;
      perform cutover_agent.lock_tables(v_endpoints);
      for v_table in
        select t.* from cutover.cutover_tables t
        where t.group_id = p_group_id
          and case when t.routed_name is not null then to_regclass(format('%I.%I', t.routed_schema, t.routed_name)) end = any (v_views)
        order by t.position, t.name
      loop
        perform cutover_private.set_routed_view(v_table, p_view_side, p_view_side);
      end loop;
      exit;
    exception when lock_not_available then
      -- Leaving this block let go of every lock; writers go on until the next try.
      if clock_timestamp() > v_give_up then
        perform cutover_private.fail('CT601', 'The barrier was not obtained: transactions stay open on the tables.',
          cutover_agent.blockers_text(v_endpoints, v_views),
          'Nothing was switched. End or wait for the sessions listed, then execute again.');
      end if;
      perform pg_sleep(least(0.05 * v_attempts, 0.5));
    end;
  end loop;
  return jsonb_build_object('attempts', v_attempts, 'waited_ms', round(extract(epoch from clock_timestamp() - v_started) * 1000, 1));
end
$$;

revoke all on function cutover_private.take_barrier(bigint, text) from public;
comment on function cutover_private.take_barrier(bigint, text) is 'Waits out the writers in flight and holds new ones on every local table and routed view of a group, until the transaction ends; the views are in their p_view_side form from then on. Retries with backoff; raises CT601 with the blocking sessions.';
