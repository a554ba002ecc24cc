create or replace function cutover_private.backfill_step(p_group_id bigint)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_backfill cutover.backfills;
  v_table cutover.cutover_tables;
  v_ordinal integer;
  v_started timestamptz := clock_timestamp();
  v_keys text[];
  v_rows text[];
  v_rows_read integer;
  v_failed text[];
  v_ms numeric;
begin
  if not cutover_private.try_lock_group(p_group_id) then
    return 0;
  end if;
  select b.* into v_backfill
  from cutover.backfills b join cutover.cutover_tables t on t.id = b.table_id
  where t.group_id = p_group_id and b.status = 'running'
  order by t.position, t.name
  limit 1;
  if not found then
    return 0;
  end if;
  select * into v_table from cutover.cutover_tables where id = v_backfill.table_id;
  v_ordinal := array_position(cutover_private.group_endpoints(p_group_id, 'legacy'), v_table.legacy_endpoint);

  -- Read and written under the group's lock: the applier cannot put a newer state there in between. What changes on legacy
  -- after the read is in the journal and comes after.
  select array_agg(c.key::text order by c.n), array_agg(c.row_values::text order by c.n) into v_keys, v_rows
  from cutover_private.read_range(v_table.source_id, v_table.legacy_endpoint, v_backfill.last_key, v_backfill.chunk_rows) c;
  v_rows_read := coalesce(cardinality(v_keys), 0);
  if v_rows_read > 0 then
    select array_agg(f.key) into v_failed
    from cutover_private.apply_rows(p_group_id, 'supabase', array_fill(v_ordinal, array[cardinality(v_rows)]), v_rows, '{}', '{}') f;
    if v_failed is not null then
      -- Refused for now (a parent that came in the meantime, a unique value that moved): the pipeline tries again and reports.
      perform cutover_private.agent_query(v_table.source_id, 'legacy', format('select cutover_agent.mark_dirty(%L, %L)::text', v_table.legacy_endpoint, v_failed));
    end if;
    v_ms := extract(epoch from clock_timestamp() - v_started) * 1000;
    update cutover.backfills
    set last_key = v_keys[cardinality(v_keys)]::text[],
      rows_done = rows_done + v_rows_read,
      -- Towards half a second a chunk, so that the applier gets its turn.
      chunk_rows = greatest(100, least(20000, case when v_ms < 250 then chunk_rows * 2 when v_ms > 750 then chunk_rows / 2 else chunk_rows end)),
      rows_per_second = round((rows_done + v_rows_read) / greatest(extract(epoch from clock_timestamp() - started_at), 0.001), 1),
      updated_at = clock_timestamp()
    where table_id = v_table.id;
  end if;
  -- A short chunk is the last one: what comes behind it from now on is in the journal. To read on until nothing is left would
  -- never end where rows are appended all the time.
  if v_rows_read < v_backfill.chunk_rows then
    update cutover.backfills set status = 'completed', finished_at = clock_timestamp(), updated_at = clock_timestamp() where table_id = v_table.id;
    update cutover.cutover_tables set backfilled_at = clock_timestamp() where id = v_table.id;
    perform cutover_private.audit('backfill.complete', 'done', 'table', v_table.name, jsonb_build_object('rows', v_backfill.rows_done + v_rows_read,
      'seconds', round(extract(epoch from clock_timestamp() - v_backfill.started_at), 1)));
  end if;
  -- At least 1, so that the caller comes again for the next table.
  return greatest(v_rows_read, 1);
end
$$;

revoke all on function cutover_private.backfill_step(bigint) from public;
comment on function cutover_private.backfill_step(bigint) is 'Copies the next chunk of a group''s running backfill, parents first. Returns the rows copied; 0 if there is none or the group is busy.';
