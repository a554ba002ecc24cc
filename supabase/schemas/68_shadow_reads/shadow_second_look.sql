create or replace function cutover_private.shadow_second_look(p_table cutover.cutover_tables, p_started_at timestamptz)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_timeout integer := greatest(10, cutover_private.setting('shadow_read_timeout_ms')::text::integer);
  v_deadline integer;
  v_keys text[] := array(select s.key from cutover_private.shadow_suspects s where s.table_id = p_table.id and s.started_at = p_started_at);
  v_window cutover.shadow_reads;
  v_drift_keys text[];
  v_drift_kinds text[];
  v_drift_columns text[];
  v_state text;
begin
  v_window.agreed := 0;
  v_window.mismatched := 0;
  v_window.lagging := 0;
  v_window.known := 0;
  perform cutover_private.limit_legacy_timeout(v_timeout / 1000.0);
  perform set_config('lock_timeout', v_timeout || 'ms', true);
  v_deadline := cutover_private.begin_deadline(ceil(2 * v_timeout / 1000.0)::integer);
  begin
    -- With the applier kept out nothing moves between the two reads; waits in line, as whoever only tries would wait for ever.
    perform pg_advisory_xact_lock(cutover_private.group_lock_key(p_table.group_id));
    with compared as materialized (
      select c.* from cutover_private.compare_keys(p_table, v_keys) c
    )
    select count(*) filter (where c.kind is null and not c.known), count(*) filter (where c.known), count(*) filter (where c.kind is not null and c.pending),
      count(*) filter (where c.kind is not null and not c.pending),
      array_agg(c.key) filter (where c.kind is not null and not c.pending), array_agg(c.kind) filter (where c.kind is not null and not c.pending),
      array_agg(c.columns::text) filter (where c.kind is not null and not c.pending)
    into v_window.agreed, v_window.known, v_window.lagging, v_window.mismatched, v_drift_keys, v_drift_kinds, v_drift_columns
    from compared c;
    if v_drift_keys is not null then
      perform cutover_private.record_drift(p_table.id, null, v_drift_keys, v_drift_kinds, v_drift_columns);
      insert into cutover.shadow_mismatches (table_id, started_at, key, kind, columns)
      select p_table.id, p_started_at, u.key::text[], u.kind, u.columns::text[]
      from unnest(v_drift_keys, v_drift_kinds, v_drift_columns) as u(key, kind, columns);
      perform cutover_private.audit('shadow_reads.mismatch', 'done', 'table', p_table.name,
        jsonb_build_object('window', p_started_at, 'rows', cardinality(v_drift_keys)));
    end if;
  exception when query_canceled or others then
    get stacked diagnostics v_state = returned_sqlstate;
  end;
  perform cutover_private.end_deadline(v_deadline);

  if v_state is null then
    delete from cutover_private.shadow_suspects where table_id = p_table.id and started_at = p_started_at;
    update cutover.shadow_reads
    set agreed = agreed + v_window.agreed, mismatched = v_window.mismatched, lagging = lagging + v_window.lagging, known = known + v_window.known,
      finished_at = clock_timestamp()
    where table_id = p_table.id and started_at = p_started_at;
    return true;
  end if;
  -- Another try, but the next window shall not wait for this one.
  update cutover.shadow_reads
  set due_at = clock_timestamp() + interval '1 second',
    dropped = case when g.gives_up then dropped + cardinality(v_keys) else dropped end,
    finished_at = case when g.gives_up then clock_timestamp() end,
    error = jsonb_build_object('code', v_state)
  from (select clock_timestamp() > p_started_at + 2 * make_interval(secs => cutover_private.setting('shadow_read_seconds')::text::double precision) as gives_up) g
  where table_id = p_table.id and started_at = p_started_at;
  return false;
end
$$;

revoke all on function cutover_private.shadow_second_look(cutover.cutover_tables, timestamptz) from public;
comment on function cutover_private.shadow_second_look(cutover.cutover_tables, timestamptz) is 'Compares what differed at the first look once more, holding the group''s lock until the transaction ends. Different now as well: a mismatch, and drift. Returns whether the window is finished; what could not be looked at in time is dropped.';
