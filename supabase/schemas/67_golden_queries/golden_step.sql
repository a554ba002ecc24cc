create or replace function cutover_private.golden_step(p_run uuid default null)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run cutover.golden_query_runs;
  v_query cutover.golden_queries;
  v_table cutover.cutover_tables;
  v_side text;
  v_begun timestamptz;
  v_before text;
  v_results jsonb := jsonb_build_object();
  v_result text[];
  v_legacy_scans text[];
  v_supabase_scans text[];
  v_equal boolean;
  v_verdict text;
  v_error jsonb;
  v_state text;
  v_message text;
begin
  select r.* into v_run from cutover.golden_query_runs r
  where r.verdict is null and r.due_at <= clock_timestamp() and (p_run is null or r.id = p_run)
  order by r.due_at, r.id
  limit 1
  for update skip locked;
  if not found then
    return false;
  end if;
  select * into strict v_query from cutover.golden_queries where id = v_run.query_id;
  begin
    select * into strict v_table from cutover.cutover_tables t where t.group_id = v_query.group_id order by t.position, t.name limit 1;
    v_before := cutover_private.journal_position(v_table);
    -- One after the other, so that neither makes the other slow.
    foreach v_side in array array['supabase', 'legacy'] loop
      v_begun := clock_timestamp();
      v_result := cutover_private.golden_fingerprint(v_table.source_id, v_side,
        case v_side when 'legacy' then v_query.legacy_sql else v_query.supabase_sql end, v_query.is_ordered, v_query.timeout_seconds);
      v_results := v_results || jsonb_build_object(v_side, v_result, v_side || '_ms', round(extract(epoch from clock_timestamp() - v_begun) * 1000, 1));
    end loop;
    v_equal := v_results -> 'supabase' = v_results -> 'legacy';
    v_verdict := case
      when v_equal then 'equal'
      when v_run.strikes = 0 then null
      when v_before like '% 0' and cutover_private.journal_position(v_table) = v_before then 'different'
      else 'lagging' end;
  exception when query_canceled or others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
    -- A legacy server that is away says nothing about the query.
    v_verdict := case when v_state not in ('CT501', '55P03', 'CT212') then 'failed' end;
    v_error := jsonb_strip_nulls(jsonb_build_object('code', v_state, 'side', v_side, 'message', case when v_state like 'CT%' then left(v_message, 300) end));
  end;
  -- Nothing else stands between the answers of the two sides.
  if v_verdict is not null and v_error is null then
    v_supabase_scans := cutover_private.golden_scans(v_table.source_id, 'supabase', v_query.supabase_sql);
    v_legacy_scans := cutover_private.golden_scans(v_table.source_id, 'legacy', v_query.legacy_sql);
  end if;

  update cutover.golden_query_runs
  set verdict = v_verdict, finished_at = case when v_verdict is not null then clock_timestamp() end,
    strikes = strikes + coalesce((not v_equal)::integer, 0),
    due_at = clock_timestamp() + case when v_error is null then interval '2 seconds' else interval '10 seconds' end,
    supabase_rows = (v_results #>> '{supabase,0}')::bigint, legacy_rows = (v_results #>> '{legacy,0}')::bigint,
    supabase_fingerprint = v_results #>> '{supabase,1}', legacy_fingerprint = v_results #>> '{legacy,1}',
    supabase_ms = (v_results ->> 'supabase_ms')::numeric, legacy_ms = (v_results ->> 'legacy_ms')::numeric,
    legacy_scans = v_legacy_scans, supabase_scans = v_supabase_scans,
    error = v_error
  where id = v_run.id;
  if v_verdict in ('different', 'failed') then
    perform cutover_private.audit('golden_query.run', case v_verdict when 'failed' then 'failed' else 'done' end, 'name', v_query.name,
      jsonb_strip_nulls(jsonb_build_object('run', v_run.id, 'version', v_query.version, 'verdict', v_verdict, 'error', v_error,
        'rows_legacy', v_results #> '{legacy,0}', 'rows_supabase', v_results #> '{supabase,0}')));
  end if;
  return true;
end
$$;

revoke all on function cutover_private.golden_step(uuid) from public;
comment on function cutover_private.golden_step(uuid) is 'Runs the oldest golden query that is due, or p_run, on both sides, compares the hashes and keeps both times. What differs is run once more two seconds later. Returns whether there was one.';
