create or replace function cutover_private.op_set_threshold(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_rule cutover.rules;
  v_reason text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'rule', 'threshold', 'reason');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  select * into v_rule from cutover.rules where id = cutover_private.argument_text(p_arguments, 'rule', true, 63);
  if v_rule.id is null or v_rule.kind <> 'automatic' then
    perform cutover_private.fail('CT001', 'Argument rule: there is no such automatic rule.', null,
      (select 'Use one of: ' || string_agg(r.id, ', ' order by r.id) from cutover.rules r where r.kind = 'automatic'));
  end if;
  if v_rule.comparator = '=' then
    perform cutover_private.fail('CT001', format('Argument rule: %s asks for exactly %s; there is no threshold to move.', v_rule.id, v_rule.threshold), null,
      'Mend what it measures: ' || v_rule.remediation);
  end if;
  v_reason := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  if jsonb_typeof(p_arguments -> 'threshold') is distinct from 'number' then
    perform cutover_private.fail('CT001', 'Argument threshold: a number is needed.', null, format('The default of rule %s is %s.', v_rule.id, v_rule.threshold));
  end if;
  if (p_arguments ->> 'threshold')::numeric not between 0 and (case v_rule.unit when 'percent' then 100 else 1e9 end) then
    perform cutover_private.fail('CT001', format('Argument threshold: %s is out of range.', p_arguments ->> 'threshold'), null,
      format('The default of rule %s is %s (%s).', v_rule.id, v_rule.threshold, v_rule.unit));
  end if;
  if v_rule.phase = 'cutover' and v_rule.may_be_skipped is null
    and (case when v_rule.comparator in ('<', '<=') then (p_arguments ->> 'threshold')::numeric > v_rule.threshold
      else (p_arguments ->> 'threshold')::numeric < v_rule.threshold end)
  then
    perform cutover_private.fail('CT240', format('Rule %s protects from loss: for no table may its threshold be wider than %s.', v_rule.id, v_rule.threshold),
      v_rule.why, v_rule.remediation);
  end if;
  insert into cutover.rule_overrides (table_id, rule_id, threshold, reason, set_by)
  values (v_table.id, v_rule.id, (p_arguments ->> 'threshold')::numeric, v_reason, (select subject from cutover_private.actor()))
  on conflict (table_id, rule_id) do update set threshold = excluded.threshold, reason = excluded.reason, set_by = excluded.set_by, set_at = clock_timestamp();
  return jsonb_build_object('table', v_table.name, 'rule', v_rule.id, 'threshold', p_arguments -> 'threshold', 'default', v_rule.threshold);
end
$$;

revoke all on function cutover_private.op_set_threshold(jsonb) from public;
comment on function cutover_private.op_set_threshold(jsonb) is 'Operation set_threshold {table, rule, threshold, reason}: another threshold of one rule for one table. Rules that ask for one exact value have none to move: CT001. Those that nobody may pass over before a switch become stricter, never wider: CT240. Raises CT001, CT002, CT240.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('set_threshold', 'op_set_threshold', 'admin', true, 'table');
