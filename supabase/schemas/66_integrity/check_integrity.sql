create or replace function cutover_private.check_integrity(p_check cutover.integrity_checks, p_table cutover.cutover_tables)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_started timestamptz := clock_timestamp();
  v_counts jsonb := jsonb_build_object();
  v_side text;
  v_sql text;
  v_here jsonb;
  v_before text := cutover_private.journal_position(p_table);
  v_found boolean;
  v_certain boolean;
  v_quiet boolean;
  v_verdict text;
begin
  foreach v_side in array array['legacy', 'supabase'] loop
    v_here := p_check.definition -> v_side;
    v_sql := case
      when p_check.kind = 'rows' then format('select jsonb_build_array(cutover_agent.count_rows(%L), 0)::text',
        case v_side when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end)
      when jsonb_typeof(v_here) = 'object' then format(
        'select jsonb_build_array(c.children, c.orphans)::text from cutover_agent.count_references(%L, %L, %L, %L, %L) c',
        case v_side when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end,
        array(select jsonb_array_elements_text(v_here -> 'columns')), v_here ->> 'schema', v_here ->> 'table',
        array(select jsonb_array_elements_text(v_here -> 'parent_columns'))) end;
    if v_sql is not null then
      select v_counts || jsonb_build_object(v_side, r.value::jsonb) into v_counts
      from cutover_private.agent_query(p_table.source_id, v_side, v_sql, 600) as r(value);
    end if;
  end loop;

  -- What the truth itself lacks is no matter of lag; everything else may be, unless nothing was on its way.
  v_certain := coalesce((v_counts #>> array[p_table.write_source, '1'])::bigint, 0) > 0;
  v_found := v_certain or coalesce((v_counts #>> array[cutover_private.other_side(p_table.write_source), '1'])::bigint, 0) > 0
    or v_counts ? 'legacy' and v_counts ? 'supabase' and v_counts #> '{legacy,0}' <> v_counts #> '{supabase,0}';
  v_quiet := v_before like '% 0' and cutover_private.journal_position(p_table) = v_before;
  v_verdict := case
    when not v_found then 'passed'
    when p_check.strikes = 0 then null
    when v_certain or v_quiet then 'failed'
    else 'lagging' end;
  update cutover.integrity_checks
  set verdict = v_verdict, strikes = strikes + v_found::integer, due_at = clock_timestamp() + interval '2 seconds',
    legacy_rows = (v_counts #>> '{legacy,0}')::bigint, supabase_rows = (v_counts #>> '{supabase,0}')::bigint,
    legacy_orphans = case when kind = 'orphans' then (v_counts #>> '{legacy,1}')::bigint end,
    supabase_orphans = case when kind = 'orphans' then (v_counts #>> '{supabase,1}')::bigint end,
    milliseconds = round(extract(epoch from clock_timestamp() - v_started) * 1000, 1),
    finished_at = case when v_verdict is not null then clock_timestamp() end
  where job_id = p_check.job_id and number = p_check.number;
  update cutover.reconciliation_jobs
  set chunks_done = chunks_done + (v_verdict is not null)::integer,
    rows_legacy = rows_legacy + case when v_verdict is not null and p_check.kind = 'rows' then (v_counts #>> '{legacy,0}')::bigint else 0 end,
    rows_supabase = rows_supabase + case when v_verdict is not null and p_check.kind = 'rows' then (v_counts #>> '{supabase,0}')::bigint else 0 end,
    error = null, retry_at = null
  where id = p_check.job_id;
end
$$;

revoke all on function cutover_private.check_integrity(cutover.integrity_checks, cutover.cutover_tables) from public;
comment on function cutover_private.check_integrity(cutover.integrity_checks, cutover.cutover_tables) is 'Counts rows, or references and orphans, on each side, and judges: what is found once is looked at again two seconds later. Raises CT5xx.';
