create or replace function cutover_private.measure_watched(p_metric text, p_table cutover.cutover_tables, out value numeric, out evidence jsonb)
returns record
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_drift record;
  v_baseline cutover.service_baselines;
  v_minimum bigint := cutover_private.setting('watch_minimum_requests')::text::bigint;
  v_since timestamptz := cutover_private.completion_since(p_table);
  v_violations text[];
  v_minutes record;
  v_golden record;
begin
  evidence := '{}';
  if p_metric in ('p95_worse_percent', 'recent_error_percent', 'recent_p95_seconds', 'period_p95_worse_percent', 'period_error_percent') then
    select * into v_baseline from cutover.service_baselines where table_id = p_table.id;
    -- Recent: the best of the last three minutes. Only what lasts for all of them breaks a rule.
    select count(*) as minutes, coalesce(sum(m.requests), 0) as requests, min(m.p95_ms) as best_p95_ms, min(m.error_percent) as best_errors,
      round(sum(m.p95_ms * m.requests) / sum(m.requests), 3) as p95_ms, round(sum(m.errors) * 100.0 / sum(m.requests), 4) as error_percent
    into v_minutes
    from (
      select r.* from cutover_private.service_minutes(p_table.id,
        case when p_metric like 'period%' then v_since else greatest(p_table.cutover_at, clock_timestamp() - interval '10 minutes') end, clock_timestamp()) r
      order by r.minute desc limit case when p_metric not like 'period%' then 3 end
    ) m;
    evidence := jsonb_build_object('minutes', v_minutes.minutes, 'requests', v_minutes.requests, 'p95_ms', round(v_minutes.p95_ms, 3),
      'error_percent', v_minutes.error_percent, 'baseline_p95_ms', v_baseline.p95_ms, 'baseline_requests', v_baseline.requests);
    if v_minutes.requests < v_minimum or v_minutes.minutes < 3 then
      evidence := evidence || jsonb_build_object('not_measured', format('fewer than %s requests in three reported minutes', v_minimum));
    elsif p_metric like '%p95\_worse%' and coalesce(v_baseline.requests, 0) < v_minimum then
      evidence := evidence || jsonb_build_object('not_measured', format('a baseline of fewer than %s requests', v_minimum));
    else
      value := round(case p_metric
        -- Below a millisecond, everything is noise.
        when 'p95_worse_percent' then (v_minutes.best_p95_ms / greatest(v_baseline.p95_ms, 1) - 1) * 100
        when 'period_p95_worse_percent' then (v_minutes.p95_ms / greatest(v_baseline.p95_ms, 1) - 1) * 100
        when 'recent_error_percent' then v_minutes.best_errors
        when 'period_error_percent' then v_minutes.error_percent
        when 'recent_p95_seconds' then v_minutes.best_p95_ms / 1000 end, 4);
    end if;
    if value is null and p_metric in ('p95_worse_percent', 'recent_p95_seconds') then
      select * into v_golden from cutover_private.golden_since_switch(p_metric, p_table);
      value := v_golden.value;
      evidence := evidence || v_golden.evidence;
    end if;
    return;
  end if;
  case p_metric
    when 'drift_percent', 'trigger_drift_percent', 'open_missing_rows' then
      select * into v_drift from cutover_private.drift(p_table.id);
      evidence := jsonb_build_object('missing', v_drift.missing, 'extra', v_drift.extra, 'mismatched', v_drift.mismatched,
        'rows_legacy', v_drift.rows_legacy, 'rows_supabase', v_drift.rows_supabase, 'compared_at', v_drift.measured_at);
      value := case when p_metric = 'open_missing_rows' then v_drift.missing else v_drift.drift_percent end;
      if p_metric = 'trigger_drift_percent'
        and greatest(v_drift.rows_legacy, v_drift.rows_supabase, 0) < cutover_private.setting('watch_minimum_rows')::text::bigint
      then
        value := null;
        evidence := evidence || jsonb_build_object('not_measured', 'the table has too few rows for a percentage');
      end if;
    when 'security_violations' then
      v_violations := cutover_private.security_violations(p_table);
      value := cardinality(v_violations);
      evidence := jsonb_build_object('violations', to_jsonb(v_violations[1:20]));
    when 'drift_rise_percent' then
      select (array_agg(j.drift_percent order by j.finished_at desc))[1] - (array_agg(j.drift_percent order by j.finished_at))[1],
        jsonb_build_object('comparisons', count(*)) into value, evidence
      from cutover.reconciliation_jobs j
      where j.table_id = p_table.id and j.kind in ('full', 'incremental') and j.status = 'completed' and j.finished_at >= v_since;
    when 'every_row_compared' then
      evidence := cutover_private.consistency(p_table);
      -- Not yet is no failure: the hours go on.
      value := case when (evidence ->> 'every_row_since')::timestamptz >= p_table.cutover_at then 1 end;
    when 'integrity_findings' then
      select j.findings, jsonb_build_object('checked_at', j.finished_at) into value, evidence
      from cutover.reconciliation_jobs j
      where j.table_id = p_table.id and j.kind = 'integrity' and j.status = 'completed' and j.finished_at >= p_table.cutover_at
      order by j.finished_at desc limit 1;
      evidence := coalesce(evidence, '{}');
    when 'open_critical_alerts' then
      -- A rollback that failed stays in the log; what counts here is what nobody has dealt with.
      select count(*), jsonb_build_object('alerts', coalesce(jsonb_agg(a.key order by a.key), '[]')) into value, evidence
      from cutover.alerts a
      where a.resolved_at is null and a.level = 'critical' and (a.group_id = p_table.group_id or a.table_id = p_table.id or a.group_id is null and a.table_id is null);
    when 'seconds_held' then
      value := floor(extract(epoch from clock_timestamp() - v_since));
      evidence := jsonb_build_object('since', v_since);
    else
      evidence := jsonb_build_object('not_measured', 'no such metric');
  end case;
end
$$;

revoke all on function cutover_private.measure_watched(text, cutover.cutover_tables) from public;
comment on function cutover_private.measure_watched(text, cutover.cutover_tables) is 'Measures what is watched of a switched table: value (null: unknown, evidence says why) and the sample behind it.';
