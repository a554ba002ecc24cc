create or replace function cutover_private.evaluate_rule(p_rule cutover.rules, p_table cutover.cutover_tables, p_measure boolean, p_look jsonb default null)
returns cutover.cutover_checklists
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_before cutover.cutover_checklists;
  v_gate cutover.cutover_checklists;
  v_passed boolean;
  v_waiver jsonb;
  v_now timestamptz := clock_timestamp();
begin
  select * into v_before from cutover.cutover_checklists where table_id = p_table.id and rule_id = p_rule.id;
  v_gate := v_before;
  v_gate.table_id := p_table.id;
  v_gate.rule_id := p_rule.id;
  v_gate.threshold := coalesce((select o.threshold from cutover.rule_overrides o where o.table_id = p_table.id and o.rule_id = p_rule.id), p_rule.threshold);
  v_gate.evaluated_at := clock_timestamp();
  v_gate.evidence := coalesce(v_gate.evidence, '{}');
  -- These read whole tables or try things out; their result may be up to max_age old. All others cost a few milliseconds
  -- and are measured at every look, under the barrier as well.
  if p_rule.kind = 'automatic' and (p_measure
    or p_rule.metric not in ('orphan_rows', 'way_back_failures', 'sequences_not_ready', 'ambiguous_keys', 'tenant_isolation_findings',
      'foreign_keys_of_legacy_alone', 'constraints_of_legacy_alone', 'indexes_of_legacy_alone', 'invalid_promises', 'invariants_broken',
      'golden_queries_not_equal', 'golden_p95_seconds', 'golden_p95_worse_percent', 'golden_plan_scans', 'rehearsal_age_seconds', 'resources_short')
    or coalesce(v_gate.measured_at not between v_now - make_interval(secs => p_rule.max_age_seconds) and v_now, true))
  then
    select m.value, m.evidence, m.measured_at into v_gate.value, v_gate.evidence, v_gate.measured_at
    from cutover_private.measure(p_rule.metric, p_table, p_look) m;
  end if;
  v_passed := coalesce(case p_rule.comparator
    when '<' then v_gate.value < v_gate.threshold
    when '<=' then v_gate.value <= v_gate.threshold
    when '=' then v_gate.value = v_gate.threshold
    when '>=' then v_gate.value >= v_gate.threshold
    when '>' then v_gate.value > v_gate.threshold
  end, false);
  v_gate.verdict := case
    when v_passed and cutover_private.is_stale(p_rule, v_gate.measured_at, v_gate.expires_at) then 'stale'
    when v_passed then 'passed'
    -- Where there is nothing to measure, that is said, and it is for people to judge.
    when p_rule.severity = 'warning' or v_gate.evidence ? 'nothing_declared' then 'warning'
    else 'failed'
  end;
  v_gate.evidence := v_gate.evidence - 'waiver';
  if v_gate.verdict <> 'passed' and p_rule.may_be_skipped = 'waived' then
    select to_jsonb(w) - array['table_id', 'rule_id'] into v_waiver
    from cutover.rule_waivers w where w.table_id = p_table.id and w.rule_id = p_rule.id and w.expires_at > clock_timestamp();
    if v_waiver is not null then
      v_gate.verdict := 'waived';
      v_gate.evidence := v_gate.evidence || jsonb_build_object('waiver', v_waiver);
    end if;
  end if;
  -- Looked at several times within a run, the last time while writers wait: what stays the same is written once in a while.
  if (v_gate.verdict, v_gate.value, v_gate.threshold, v_gate.evidence) is distinct from (v_before.verdict, v_before.value, v_before.threshold, v_before.evidence)
    or v_before.evaluated_at not between v_gate.evaluated_at - interval '30 seconds' and v_gate.evaluated_at
  then
    insert into cutover.cutover_checklists select v_gate.*
    on conflict (table_id, rule_id) do update set verdict = excluded.verdict, value = excluded.value, threshold = excluded.threshold,
      evidence = excluded.evidence, measured_at = excluded.measured_at, evaluated_at = excluded.evaluated_at,
      attested_by = excluded.attested_by, expires_at = excluded.expires_at;
  end if;
  return v_gate;
end
$$;

revoke all on function cutover_private.evaluate_rule(cutover.rules, cutover.cutover_tables, boolean, jsonb) from public;
comment on function cutover_private.evaluate_rule(cutover.rules, cutover.cutover_tables, boolean, jsonb) is 'Judges one rule for one table and keeps the result. Measures anew, except what is expensive, was not asked for and is still young enough. p_look: what cutover_private.group_look has seen; null: look.';
