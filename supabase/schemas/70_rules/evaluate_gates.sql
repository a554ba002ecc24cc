create or replace function cutover_private.evaluate_gates(p_group_id bigint, p_measure boolean)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_rule cutover.rules;
  v_gate cutover.cutover_checklists;
  v_rules cutover.rules[];
  v_gates jsonb[] := array[]::jsonb[];
  v_look jsonb := cutover_private.group_look(p_group_id, p_measure);
begin
  v_rules := array(
    select r from cutover.rules r, cutover.table_groups g
    where r.phase = 'cutover' and g.id = p_group_id and cutover_private.rule_applies(r, g.source_id) order by r.kind, r.category, r.id);
  for v_table in select * from cutover.cutover_tables where group_id = p_group_id order by position, name loop
    foreach v_rule in array v_rules loop
      continue when v_rule.for_tables_with is not null and to_jsonb(v_table) ->> v_rule.for_tables_with is null;
      v_gate := cutover_private.evaluate_rule(v_rule, v_table, p_measure, v_look);
      v_gates := v_gates || jsonb_build_object('table', v_table.name, 'rule', v_rule.id, 'category', v_rule.category, 'title', v_rule.title,
        'kind', v_rule.kind, 'severity', v_rule.severity, 'verdict', v_gate.verdict, 'value', v_gate.value, 'comparator', v_rule.comparator,
        'threshold', v_gate.threshold, 'unit', v_rule.unit, 'evidence', v_gate.evidence,
        'age_seconds', round(extract(epoch from clock_timestamp() - v_gate.measured_at)), 'needed_for_ready', v_rule.max_age_seconds > 0,
        'remediation', v_rule.remediation);
    end loop;
  end loop;
  return to_jsonb(v_gates);
end
$$;

revoke all on function cutover_private.evaluate_gates(bigint, boolean) from public;
comment on function cutover_private.evaluate_gates(bigint, boolean) is 'Judges every rule of the cutover for every table of a group; one object per gate.';
