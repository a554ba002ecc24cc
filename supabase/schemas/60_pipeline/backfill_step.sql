create or replace function cutover_private.backfill_step(p_group_id bigint)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_truth text := cutover_private.write_source(p_group_id);
  v_backfill cutover.backfills;
  v_table cutover.cutover_tables;
  v_endpoint uuid;
  v_ordinal integer;
  v_started timestamptz := clock_timestamp();
  v_target_ms numeric := greatest(10, cutover_private.setting('backfill_chunk_ms')::text::numeric);
  v_duty numeric := greatest(1, least(100, cutover_private.setting('backfill_duty_percent')::text::numeric)) / 100;
  v_end record;
  v_rows text[];
  v_rows_read integer;
  v_failed text[];
  v_ms numeric;
  v_rate numeric;
begin
  if not cutover_private.try_lock_group(p_group_id) then
    return 0;
  end if;
  select b.* into v_backfill
  from cutover.backfills b join cutover.cutover_tables t on t.id = b.table_id
  where t.group_id = p_group_id and b.status = 'running'
  order by t.position, t.name
  limit 1;
  if not found or v_backfill.next_chunk_at > clock_timestamp() then
    return 0;
  end if;
  select * into v_table from cutover.cutover_tables where id = v_backfill.table_id;
  v_endpoint := case v_truth when 'legacy' then v_table.legacy_endpoint else v_table.supabase_endpoint end;
  v_ordinal := array_position(cutover_private.group_endpoints(p_group_id, v_truth), v_endpoint);

  select * into v_end from cutover_private.chunk_end(v_table.source_id, v_truth, v_endpoint, v_backfill.last_key, v_backfill.chunk_rows);
  v_rows_read := coalesce(v_end.row_count, 0);
  -- Read and written under the group's lock: the applier cannot put a newer state there in between. What changes on the
  -- truth after the read is in the journal and comes after.
  if v_rows_read > 0 then
    if not cutover_private.copy_range(v_table, v_backfill.last_key, v_end.key) then
      select array_agg(c.row_values::text order by c.n) into v_rows
      from cutover_private.read_range(v_table.source_id, v_truth, v_endpoint, v_backfill.last_key, v_end.key) c;
      select array_agg(f.key) into v_failed
      from cutover_private.apply_rows(p_group_id, cutover_private.other_side(v_truth), array_fill(v_ordinal, array[coalesce(cardinality(v_rows), 0)]),
        coalesce(v_rows, '{}'), '{}', '{}') f;
      if v_failed is not null then
        -- Refused for now (a parent that came in the meantime, a unique value that moved): the pipeline tries again and reports.
        perform cutover_private.agent_query(v_table.source_id, v_truth, format('select cutover_agent.mark_dirty(%L, %L)::text', v_endpoint, v_failed));
      end if;
    end if;
    v_ms := greatest(0.1, extract(epoch from clock_timestamp() - v_started) * 1000);
    -- From chunk to chunk, so that pauses count; the first one of a table only by itself.
    v_rate := v_rows_read / greatest(0.001, case when v_backfill.rows_per_second is null then v_ms / v_duty / 1000
      else extract(epoch from clock_timestamp() - v_backfill.updated_at) end);
    v_rate := coalesce(v_backfill.rows_per_second * 0.7 + v_rate * 0.3, v_rate);
    update cutover.backfills
    set last_key = v_end.key,
      rows_done = rows_done + v_rows_read,
      -- Towards the target time a chunk, by no more than a half or twice at once.
      chunk_rows = greatest(10, least(50000, round(chunk_rows * greatest(0.5, least(2, v_target_ms / v_ms))))),
      rows_per_second = round(v_rate, 1),
      finishes_at = clock_timestamp()
        + make_interval(secs => (greatest(0, rows_estimated - rows_done - v_rows_read) / greatest(v_rate, 0.001))::double precision),
      next_chunk_at = clock_timestamp() + make_interval(secs => (v_ms / 1000 * (1 / v_duty - 1))::double precision),
      paused_since = null,
      updated_at = clock_timestamp()
    where table_id = v_table.id;
  end if;
  -- What comes behind the last chunk from now on is in the journal. To read on until nothing is left would never end where rows are
  -- appended all the time.
  if v_rows_read = 0 or v_end.is_last then
    update cutover.backfills
    set status = 'completed', finished_at = clock_timestamp(), finishes_at = null, paused_since = null, updated_at = clock_timestamp()
    where table_id = v_table.id;
    update cutover.cutover_tables set backfilled_at = clock_timestamp() where id = v_table.id;
    perform cutover_private.audit('backfill.complete', 'done', 'table', v_table.name, jsonb_build_object('rows', v_backfill.rows_done + v_rows_read,
      'seconds', round(extract(epoch from clock_timestamp() - v_backfill.started_at), 1)));
  end if;
  -- At least 1, so that the caller comes again for the next table.
  return greatest(v_rows_read, 1);
end
$$;

revoke all on function cutover_private.backfill_step(bigint) from public;
comment on function cutover_private.backfill_step(bigint) is 'Copies the next chunk of a group''s running backfill from the truth to the other side, parents first. Returns the rows copied; 0 if there is none, it rests (setting backfill_duty_percent), or the group is busy.';
