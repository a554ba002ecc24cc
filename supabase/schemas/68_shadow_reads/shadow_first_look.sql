create or replace function cutover_private.shadow_first_look(p_table cutover.cutover_tables, p_started_at timestamptz)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_wanted integer := greatest(4, cutover_private.setting('shadow_read_keys')::text::integer);
  v_timeout integer := greatest(10, cutover_private.setting('shadow_read_timeout_ms')::text::integer);
  v_budget interval := make_interval(secs => greatest(0, cutover_private.setting('shadow_read_budget_ms')::text::numeric)::double precision / 1000);
  v_window cutover.shadow_reads;
  v_until timestamptz := clock_timestamp() + v_budget;
  v_deadline integer;
  v_keys text[];
  v_batch text[];
  v_looked integer := 0;
  v_batch_suspects text[];
  v_suspects text[] := array[]::text[];
  v_side text := 'supabase';
  v_times record;
  v_state text;
  v_message text;
begin
  v_window.agreed := 0;
  v_window.lagging := 0;
  v_window.known := 0;
  v_window.legacy_errors := 0;
  v_window.supabase_errors := 0;
  v_window.dropped := 0;
  v_window.latency_sample := 0;
  perform cutover_private.limit_legacy_timeout(v_timeout / 1000.0);
  perform set_config('lock_timeout', v_timeout || 'ms', true);
  v_deadline := cutover_private.begin_deadline(ceil(extract(epoch from v_budget) + v_timeout / 1000.0)::integer);
  begin
    -- From both sides: a row that the one lacks can only be drawn from the other.
    v_keys := array(
      select r.value from cutover_private.agent_query(p_table.source_id, 'supabase',
        format('select k from cutover_agent.sample_keys(%L, %s) k', p_table.supabase_endpoint, v_wanted - v_wanted / 2)) as r(value));
    v_side := 'legacy';
    if cutover_private.is_remote(p_table.source_id, 'legacy') and cutover_private.source_rests(p_table.source_id) then
      raise exception using errcode = 'CT501', message = 'The legacy server did not answer a moment ago.';
    end if;
    v_keys := v_keys || array(
      select r.value from cutover_private.agent_query(p_table.source_id, 'legacy',
        format('select k from cutover_agent.sample_keys(%L, %s) k', p_table.legacy_endpoint, v_wanted - v_wanted / 2)) as r(value));
    with recent as (
      delete from cutover_private.recent_keys r where r.table_id = p_table.id returning r.key
    )
    select coalesce(array_agg(k.key), '{}') into v_keys
    from (
      select u.key
      from (select r.key, true as is_recent from recent r union all select s, false from unnest(v_keys) as s) u
      group by u.key
      order by bool_or(u.is_recent) desc, random()
      limit v_wanted
    ) k;

    v_side := null;
    select count(*) filter (where l.error is null and l.side = 'supabase'),
      percentile_cont(0.5) within group (order by l.milliseconds) filter (where l.error is null and l.side = 'legacy') as legacy_median,
      percentile_cont(0.95) within group (order by l.milliseconds) filter (where l.error is null and l.side = 'legacy') as legacy_p95,
      percentile_cont(0.5) within group (order by l.milliseconds) filter (where l.error is null and l.side = 'supabase') as supabase_median,
      percentile_cont(0.95) within group (order by l.milliseconds) filter (where l.error is null and l.side = 'supabase') as supabase_p95,
      max(l.error) as error, max(l.side) filter (where l.error is not null) as side
    into v_times
    from cutover_private.shadow_latencies(p_table, v_keys[: 21], clock_timestamp() + v_budget / 2) l;
    if v_times.error is not null then
      v_side := v_times.side;
      raise exception using errcode = v_times.error, message = format('A read of %s failed.', v_side);
    end if;
    v_window.latency_sample := v_times.count;
    v_window.legacy_median_ms := round(v_times.legacy_median::numeric, 3);
    v_window.legacy_p95_ms := round(v_times.legacy_p95::numeric, 3);
    v_window.supabase_median_ms := round(v_times.supabase_median::numeric, 3);
    v_window.supabase_p95_ms := round(v_times.supabase_p95::numeric, 3);

    while v_looked < cardinality(v_keys) and (v_looked = 0 or clock_timestamp() < v_until) loop
      v_batch := v_keys[v_looked + 1 : v_looked + 20];
      select v_window.agreed + count(*) filter (where c.kind is null and not c.known),
        v_window.known + count(*) filter (where c.known),
        v_window.lagging + count(*) filter (where c.kind is not null and c.pending),
        array_agg(c.key) filter (where c.kind is not null and not c.pending)
      into v_window.agreed, v_window.known, v_window.lagging, v_batch_suspects
      from cutover_private.compare_keys(p_table, v_batch) c;
      v_suspects := v_suspects || coalesce(v_batch_suspects, '{}');
      v_looked := v_looked + cardinality(v_batch);
    end loop;
    v_window.dropped := cardinality(v_keys) - v_looked;
  exception when query_canceled or others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
    -- What was judged stays judged; of the rest it is known only that it was not read.
    if v_state in ('57014', '55P03') then
      v_window.dropped := greatest(1, coalesce(cardinality(v_keys), 0) - v_looked);
    elsif v_state in ('CT501', 'CT502', 'CT503', 'CT504') or v_state like '08%' or v_side = 'legacy' then
      v_window.legacy_errors := greatest(1, coalesce(cardinality(v_keys), 0) - v_looked);
    else
      v_window.supabase_errors := greatest(1, coalesce(cardinality(v_keys), 0) - v_looked);
    end if;
    v_window.error := jsonb_strip_nulls(jsonb_build_object('code', v_state, 'side', v_side,
      'message', case when v_state like 'CT%' then left(v_message, 300) end));
  end;
  perform cutover_private.end_deadline(v_deadline);

  update cutover.shadow_reads
  set agreed = v_window.agreed, lagging = v_window.lagging, known = v_window.known, legacy_errors = v_window.legacy_errors,
    supabase_errors = v_window.supabase_errors, dropped = v_window.dropped, latency_sample = v_window.latency_sample,
    legacy_median_ms = v_window.legacy_median_ms, legacy_p95_ms = v_window.legacy_p95_ms, supabase_median_ms = v_window.supabase_median_ms,
    supabase_p95_ms = v_window.supabase_p95_ms, error = v_window.error, due_at = clock_timestamp() + interval '1 second',
    finished_at = case when v_suspects = '{}' then clock_timestamp() end
  where table_id = p_table.id and started_at = p_started_at;
  insert into cutover_private.shadow_suspects (table_id, started_at, key) select p_table.id, p_started_at, s from unnest(v_suspects) as s;
  return v_suspects = '{}';
end
$$;

revoke all on function cutover_private.shadow_first_look(cutover.cutover_tables, timestamptz) from public;
comment on function cutover_private.shadow_first_look(cutover.cutover_tables, timestamptz) is 'Reads sampled and recently changed keys on both sides, within the budget. What differs, and is not on its way, is looked at once more. Returns whether the window is finished. Errors of a side are counted, never raised.';
