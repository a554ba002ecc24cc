create or replace function cutover_private.plan_slice(p_job_id uuid, p_table cutover.cutover_tables)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_slice cutover.reconciliation_slices;
  v_endpoint uuid := case p_table.write_source when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end;
  v_minutes integer := greatest(1, cutover_private.setting('reconciliation_incremental_minutes')::text::integer);
  v_hours integer := greatest(1, cutover_private.setting('reconciliation_full_hours')::text::integer);
  v_least bigint := cutover_private.setting('reconciliation_slice_rows')::text::bigint;
  v_chunk_rows integer := cutover_private.chunk_rows(p_table.id);
  v_total bigint;
  v_left bigint;
  v_rows integer;
  v_after text[];
  v_through text[];
begin
  -- Ranges of keys mean something on both servers only if both sort them alike; other tables are compared in full.
  if not cutover_private.has_alike_ranges(p_table) then
    return;
  end if;
  insert into cutover.reconciliation_slices (table_id) values (p_table.id) on conflict (table_id) do nothing;
  select * into strict v_slice from cutover.reconciliation_slices where table_id = p_table.id;
  v_total := coalesce(v_slice.last_cycle_rows, (select greatest(d.rows_legacy, d.rows_supabase) from cutover_private.drift(p_table.id) d), 0);
  -- As far as the cycle should be when the next job begins, a tenth ahead of time. After a long pause not all at once: an hour's share at most.
  v_left := v_total * extract(epoch from clock_timestamp() + make_interval(mins => v_minutes) - v_slice.cycle_started_at) / (v_hours * 3600 * 0.9)
    - v_slice.rows_done;
  v_left := greatest(v_least, least(v_left, greatest(v_total / v_hours, v_total * v_minutes / (v_hours * 54) + 1)));
  v_after := v_slice.after_key;
  for v_number in 1 .. 100000 loop
    exit when v_left <= 0;
    v_rows := least(v_left, v_chunk_rows);
    select r.value::text[] into v_through
    from cutover_private.agent_query(p_table.source_id, p_table.write_source,
      format('select cutover_agent.key_at(%L, %L, null, %s)::text', v_endpoint, v_after, v_rows), 600) as r(value);
    insert into cutover_private.reconciliation_chunks (job_id, number, after_key, through_key, rows_planned)
    values (p_job_id, v_number, v_after, v_through, v_rows);
    -- Fewer rows than asked for: the end of the table, and of the cycle.
    exit when v_through is null;
    v_after := v_through;
    v_left := v_left - v_rows;
  end loop;
end
$$;

revoke all on function cutover_private.plan_slice(uuid, cutover.cutover_tables) from public;
comment on function cutover_private.plan_slice(uuid, cutover.cutover_tables) is 'Cuts the next slice of a table into chunks of an incremental job: as many rows as it takes to be round within reconciliation_full_hours, reconciliation_slice_rows at least. Raises CT5xx.';
