create or replace function cutover_private.switch_reads(p_tables bigint[], p_read_source text, p_give_up_seconds numeric)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
-- Below deadlock_timeout, so that it is always the switch that yields, never a reader.
set lock_timeout = '150ms'
as $$
declare
  v_give_up timestamptz := clock_timestamp() + make_interval(secs => p_give_up_seconds::double precision);
  v_started timestamptz := clock_timestamp();
  v_attempts integer := 0;
  v_table cutover.cutover_tables;
  v_views oid[] := (select coalesce(array_agg(to_regclass(format('%I.%I', t.routed_schema, t.routed_name))::oid order by t.position, t.name), '{}')
    from cutover.cutover_tables t where t.id = any (p_tables) and t.routed_name is not null);
begin
  loop
    v_attempts := v_attempts + 1;
    begin
      for v_table in
        select t.*
        from unnest(cutover_agent.order_by_holders(v_views)) with ordinality as o(oid, n)
        join cutover.cutover_tables t on t.id = any (p_tables)
          and to_regclass(case when t.routed_name is not null then format('%I.%I', t.routed_schema, t.routed_name) end) = o.oid
        order by o.n
      loop
        perform cutover_private.set_routed_view(v_table, p_read_source, v_table.write_source);
      end loop;
      exit;
    exception when lock_not_available then
      -- Leaving this block let go of every view; readers and writers go on until the next try.
      if clock_timestamp() > v_give_up then
        perform cutover_private.fail('CT216', 'The reads were not switched: transactions stay open on the routed views.',
          cutover_agent.blockers_text('{}', v_views), 'Nothing was changed. End or wait for the sessions listed, then switch again.');
      end if;
      perform pg_sleep(least(0.05 * v_attempts, 0.5));
    end;
  end loop;
  update cutover.cutover_tables set read_source = p_read_source where id = any (p_tables);
  return jsonb_build_object('attempts', v_attempts, 'waited_ms', round(extract(epoch from clock_timestamp() - v_started) * 1000, 1));
end
$$;

revoke all on function cutover_private.switch_reads(bigint[], text, numeric) from public;
comment on function cutover_private.switch_reads(bigint[], text, numeric) is 'Changes the read source of tables of one group, whose lock the caller holds, and the form of their routed views. Statements through the views wait and go on. Raises CT216 with the blocking sessions, CT410, CT412, CT414.';
