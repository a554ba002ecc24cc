create or replace function cutover_private.watch_turn(p_group_id bigint)
returns uuid
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_table cutover.cutover_tables;
  v_rule cutover.rules;
  v_result cutover.watch_results;
  v_triggers jsonb := jsonb_build_array();
  v_levels jsonb;
  v_unknown text[];
  v_blind jsonb := jsonb_build_object();
  v_alert record;
begin
  select * into strict v_group from cutover.table_groups where id = p_group_id;
  -- One session at a time; whoever comes second has nothing to add.
  perform from cutover_private.watches where group_id = p_group_id for update skip locked;
  if not found then
    return null;
  end if;
  update cutover_private.watches set due_at = clock_timestamp() + interval '5 seconds' where group_id = p_group_id;
  for v_table in select * from cutover.cutover_tables where group_id = p_group_id order by position, name loop
    v_levels := '{}';
    v_unknown := '{}';
    if v_table.state in ('cutover', 'completed') and v_table.finalized_at is null then
      for v_rule in
        select * from cutover.rules r where r.phase = 'rollback' or r.phase = 'monitoring' and r.id in ('drift_warning', 'drift_critical', 'slow_reads', 'failing_reads')
        order by r.phase desc, r.id
      loop
        v_result := cutover_private.watch_rule(v_rule, v_table);
        if v_result.evidence ? 'error' then
          v_blind := v_blind || jsonb_build_object(v_table.name || ' ' || v_rule.id, v_result.evidence -> 'error');
        end if;
        if v_result.verdict = 'unknown' then
          v_unknown := v_unknown || case when v_rule.metric = 'drift_percent' then 'drift' else v_rule.id end;
        end if;
        continue when v_result.verdict <> 'broken';
        if v_rule.phase = 'rollback' then
          if v_rule.metric = 'security_violations' then
            perform cutover_private.raise_alert('security_violation:' || v_table.name, 'security_violation', null, null, v_result.evidence, v_table.id);
          end if;
          if v_table.automatic_rollback then
            v_triggers := v_triggers || jsonb_build_object('table', v_table.name, 'rule', v_rule.id, 'value', v_result.value,
              'comparator', v_rule.comparator, 'threshold', v_result.threshold, 'sample', v_result.evidence);
          end if;
        else
          -- The rules of drift share an alert: the critical one escalates it.
          v_levels := v_levels || jsonb_build_object(case when v_rule.metric = 'drift_percent' then 'drift' else v_rule.id end, jsonb_build_object(
            'level', case when v_rule.id = 'drift_critical' or v_levels #>> '{drift,level}' = 'critical' and v_rule.metric = 'drift_percent' then 'critical'
              when v_rule.id = 'failing_reads' then 'critical' else 'warning' end,
            'detail', jsonb_build_object('value', v_result.value, 'threshold', v_result.threshold, 'sample', v_result.evidence)));
        end if;
      end loop;
    end if;
    for v_alert in select k.kind, v_levels -> k.kind as item from unnest(array['drift', 'slow_reads', 'failing_reads']) as k(kind) loop
      if v_alert.item is not null then
        perform cutover_private.raise_alert(v_alert.kind || ':' || v_table.name, v_alert.kind, v_alert.item ->> 'level', null,
          v_alert.item -> 'detail', v_table.id);
      elsif not v_alert.kind = any (v_unknown) then
        -- An application that fails altogether does not report any more, either: that is no good news.
        perform cutover_private.resolve_alert(v_alert.kind || ':' || v_table.name, 'within bounds again');
      end if;
    end loop;
  end loop;
  perform cutover_private.note_blindness(v_group, v_blind);
  if not exists (select from cutover.cutover_tables t where t.group_id = p_group_id and t.state in ('cutover', 'completed') and t.finalized_at is null) then
    delete from cutover_private.watches w where w.group_id = p_group_id and cutover_private.active_run(p_group_id) is null;
    return null;
  end if;
  if v_triggers <> '[]' then
    return cutover_private.roll_back_automatically(v_group, v_triggers);
  end if;
  perform cutover_private.completion_turn(v_group);
  return null;
end
$$;

revoke all on function cutover_private.watch_turn(bigint) from public;
comment on function cutover_private.watch_turn(bigint) is 'One look at a switched group: judges the rules of the phases monitoring and rollback, raises and resolves alerts, starts the automatic rollback if one of its rules is broken, else judges whether the cutover is complete. Returns the run that it started.';
