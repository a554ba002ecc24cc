create or replace function cutover_private.measure(p_metric text, p_table cutover.cutover_tables, p_look jsonb default null,
  out value numeric, out evidence jsonb, out measured_at timestamptz)
returns record
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_drift record;
  v_window cutover.freeze_windows;
  v_look jsonb;
  v_truth text := p_table.write_source;
  v_truth_endpoint uuid := case p_table.write_source when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end;
begin
  measured_at := clock_timestamp();
  evidence := '{}';
  case p_metric
    when 'drift_percent', 'row_count_difference_percent' then
      select * into v_drift from cutover_private.drift(p_table.id);
      measured_at := v_drift.measured_at;
      value := case p_metric
        when 'drift_percent' then v_drift.drift_percent
        else abs(v_drift.missing - v_drift.extra) * 100.0 / greatest(v_drift.rows_legacy, v_drift.rows_supabase, 1) end;
      evidence := jsonb_build_object('missing', v_drift.missing, 'extra', v_drift.extra, 'mismatched', v_drift.mismatched,
        'rows_legacy', v_drift.rows_legacy, 'rows_supabase', v_drift.rows_supabase);
    when 'full_reconciliation_age_seconds' then
      select extract(epoch from clock_timestamp() - max(j.finished_at)) into value
      from cutover.reconciliation_jobs j where j.table_id = p_table.id and j.kind = 'full' and j.status = 'completed';
    when 'orphan_rows' then
      select coalesce(sum(o.orphans + case when o.validated then 0 else 1 end), 0), coalesce(jsonb_agg(to_jsonb(o)), '[]')
      into value, evidence
      from cutover_agent.count_orphans(p_table.supabase_endpoint) o;
    when 'sequences_not_ready' then
      select count(*) filter (where s.sequence_name is null), coalesce(jsonb_agg(s.sequence_name), '[]') into value, evidence
      from cutover_private.sequence_positions(p_table, 'legacy') s;
      perform * from cutover_private.sequence_positions(p_table, 'supabase');
    when 'way_back_failures' then
      select count(r.value), jsonb_build_object('error', max(r.value)) into value, evidence
      from cutover_private.agent_query(p_table.source_id, 'legacy', format('select cutover_agent.rehearse_apply(%L)', p_table.legacy_endpoint)) as r(value);
    when 'ambiguous_keys' then
      select r.value::numeric into value
      from cutover_private.agent_query(p_table.source_id, 'legacy', format('select cutover_agent.count_ambiguous_keys(%L)::text',
        p_table.legacy_endpoint)) as r(value);
    when 'freeze_window_active' then
      v_window := cutover_private.active_freeze_window(p_table.group_id);
      value := case when v_window.id is null then 0 else 1 end;
      evidence := jsonb_build_object('window', v_window.id, 'ends_at', v_window.ends_at);
    when 'backlog_seconds' then
      v_look := coalesce(p_look -> 'backlog', (select to_jsonb(b) from cutover_private.backlog(p_table.group_id) b));
      value := round((v_look ->> 'oldest_seconds')::numeric, 1);
      evidence := jsonb_build_object('entries', v_look -> 'entries', 'capture', case
        when v_truth = 'supabase' or (cutover_private.capabilities(p_table.source_id)).captures_changes then 'available' else 'not available' end);
    when 'backlog_entries' then
      -- As the pipeline last counted it: to count a long journal takes too long for a look in between.
      select b.entries, b.measured_at into value, measured_at from cutover.backlogs b where b.table_id = p_table.id;
    when 'refused_rows' then
      select count(*), coalesce(jsonb_object_agg(f.error_code || ' ' || coalesce(f.error_object, ''), true), '{}') into value, evidence
      from cutover.apply_failures f where f.table_id = p_table.id;
    when 'blocking_sessions' then
      select (r.value::jsonb ->> 'count')::numeric, r.value::jsonb -> 'sessions' into value, evidence
      from cutover_private.agent_query(p_table.source_id, v_truth, format(
        'select jsonb_build_object(''count'', count(*), ''sessions'', coalesce(jsonb_agg(to_jsonb(b)), ''[]''))::text from cutover_agent.blockers(array[%L::uuid], ''{}'', 5) b', v_truth_endpoint)) as r(value);
    when 'rls_enabled_findings', 'policies_kept_findings', 'api_grants_findings', 'switch_triggers_findings', 'audit_chain_findings' then
      v_look := coalesce(p_look -> 'security', cutover_private.security_look(p_table.group_id, true)) -> p_table.id::text;
      evidence := jsonb_build_object('findings', coalesce(v_look -> regexp_replace(p_metric, '_findings$', ''), '[]'));
      value := jsonb_array_length(evidence -> 'findings');
    when 'tenant_isolation_findings' then
      select count(*), jsonb_build_object('findings', coalesce(jsonb_agg(i.kind || ': ' || i.detail order by i.kind, i.detail), '[]')) into value, evidence
      from cutover_private.isolation_findings(p_table) i;
    when 'drain_seconds' then
      v_look := coalesce(p_look -> 'backlog', (select to_jsonb(b) from cutover_private.backlog(p_table.group_id) b));
      -- Without a measured rate: what preflight assumes as well.
      select round((v_look ->> 'entries')::numeric / coalesce(a.rows_per_second, 5000), 2),
        jsonb_build_object('entries', v_look -> 'entries', 'rows_per_second', coalesce(a.rows_per_second, 5000), 'rate_measured_at', a.measured_at)
      into value, evidence
      from (select) as one left join cutover.apply_rates a on a.group_id = p_table.group_id;
    when 'invalid_promises' then
      select count(*), jsonb_build_object('findings', coalesce(jsonb_agg(i.problem order by i.problem), '[]')) into value, evidence
      from cutover_private.invalid_promises(p_table) as i(problem);
    when 'foreign_keys_of_legacy_alone', 'constraints_of_legacy_alone' then
      select count(*), jsonb_build_object('findings', coalesce(jsonb_agg(format('%s: %s', quote_ident(c.item ->> 'name'), c.item ->> 'definition')
        order by c.item ->> 'name'), '[]')) into value, evidence
      from cutover_private.compared_constraints(p_table) c
      where c.legacy_only and (c.item ->> 'kind' = 'foreign key') = (p_metric = 'foreign_keys_of_legacy_alone');
    when 'indexes_of_legacy_alone' then
      select count(*), jsonb_build_object('findings', coalesce(jsonb_agg(i.definition order by i.definition), '[]')) into value, evidence
      from cutover_private.indexes_of_legacy_alone(p_table) as i(definition);
    when 'golden_queries_not_equal', 'golden_p95_seconds', 'golden_p95_worse_percent', 'golden_plan_scans' then
      select g.value, g.evidence into value, evidence from cutover_private.measure_golden(p_metric, p_table.group_id) g;
    when 'invariants_broken' then
      perform cutover_private.check_invariants(p_table.group_id);
      select count(*) filter (where i.rows_found is distinct from 0), jsonb_build_object('declared', count(*), 'findings', coalesce(
        jsonb_agg(quote_ident(i.name) || ': ' || coalesce(i.rows_found || ' rows', i.error) order by i.name) filter (where i.rows_found is distinct from 0), '[]'))
      into value, evidence
      from cutover.invariants i where i.group_id = p_table.group_id and i.ended_at is null;
    when 'rehearsal_age_seconds' then
      -- Over and back: the older of the two counts.
      select case when g.rehearsed_at is not null and c.measured_at is not null
          then round(extract(epoch from clock_timestamp() - least(g.rehearsed_at, c.measured_at))) end,
        jsonb_build_object('dry_run_at', g.rehearsed_at, 'way_back_rehearsed_at', c.measured_at) into value, evidence
      from cutover.table_groups g
      left join cutover.cutover_checklists c on c.table_id = p_table.id and c.rule_id = 'way_back' and c.verdict = 'passed'
      where g.id = p_table.group_id;
    when 'resources_short' then
      select cardinality(f.findings), f.numbers || jsonb_build_object('findings', f.findings) into value, evidence
      from cutover_private.resource_findings() f;
    else
      evidence := jsonb_build_object('error', 'no such metric');
  end case;
exception when sqlstate 'CT501' then
  -- A legacy server that is away is said as that, at once: no rule of it could be measured.
  raise;
when others then
  -- What could not be measured fails; it is never skipped.
  value := null;
  evidence := jsonb_build_object('error', sqlstate || ': ' || left(sqlerrm, 300));
  measured_at := clock_timestamp();
end
$$;

revoke all on function cutover_private.measure(text, cutover.cutover_tables, jsonb) from public;
comment on function cutover_private.measure(text, cutover.cutover_tables, jsonb) is 'Measures one metric of one table: value (null: could not be measured), evidence without row values, and when it was true. Raises CT501.';
