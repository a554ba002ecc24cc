create or replace function cutover_private.completion_turn(p_group cutover.table_groups)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_rule cutover.rules;
  v_result cutover.watch_results;
  v_missing text[];
  v_broken text[];
  v_no_metrics boolean;
  v_complete boolean := true;
  v_evidence jsonb := jsonb_build_object();
  v_criteria jsonb;
  v_looked_at timestamptz;
begin
  if exists (select from cutover_private.watches w where w.group_id = p_group.id and not cutover_private.is_due(w.completion_due_at, '1 minute'))
    or exists (select from cutover.cutover_tables t where t.group_id = p_group.id and t.state <> 'cutover')
    or cutover_private.active_run(p_group.id) is not null
  then
    return false;
  end if;
  update cutover_private.watches set completion_due_at = clock_timestamp() + interval '1 minute' where group_id = p_group.id;
  for v_table in select * from cutover.cutover_tables where group_id = p_group.id order by position, name loop
    v_missing := '{}';
    v_broken := '{}';
    v_criteria := '{}';
    v_no_metrics := false;
    -- Attested ones last: whether they are asked for depends on what could be measured.
    for v_rule in select * from cutover.rules r where r.phase = 'completion' order by r.kind = 'attested', r.id loop
      v_result := cutover_private.watch_rule(v_rule, v_table);
      if v_result.verdict = 'unknown' and v_rule.metric like 'period\_%' then
        v_no_metrics := true;
      elsif v_rule.kind = 'attested' and not v_no_metrics then
        continue;
      elsif v_result.verdict <> 'holds' then
        v_missing := v_missing || format('%s: %s', v_rule.id, coalesce(v_result.value::text, 'not measured'));
        if v_result.verdict = 'broken' and v_rule.metric <> 'seconds_held' then
          v_broken := v_broken || format('%s: %s, wanted %s %s', v_rule.id, v_result.value, v_rule.comparator, v_result.threshold);
        end if;
      end if;
      v_criteria := v_criteria || jsonb_build_object(v_rule.id, jsonb_build_object(
        'verdict', case v_result.verdict when 'unknown' then 'not measured' else v_result.verdict end,
        'value', v_result.value, 'threshold', v_result.threshold, 'sample', v_result.evidence));
    end loop;
    select coalesce(c.looked_at, v_table.cutover_at) into v_looked_at
    from (select) as one left join cutover.completions c on c.table_id = v_table.id;
    -- What nobody watched has not held, nor have hours that a clock has skipped.
    if v_looked_at < clock_timestamp() - interval '1 hour' then
      v_missing := v_missing || 'completion_hours: not watched'::text;
      v_broken := v_broken || format('nobody looked from %s on', v_looked_at);
    end if;
    insert into cutover.completions as c (table_id, since, missing, broke_at, broke_because)
    values (v_table.id, case when v_broken <> '{}' then clock_timestamp() else cutover_private.completion_since(v_table) end, v_missing,
      case when v_broken <> '{}' then clock_timestamp() end, array_to_string(nullif(v_broken, '{}'), '; '))
    on conflict (table_id) do update set since = excluded.since, missing = excluded.missing, looked_at = clock_timestamp(),
      broke_at = coalesce(excluded.broke_at, c.broke_at), broke_because = coalesce(excluded.broke_because, c.broke_because);
    v_complete := v_complete and v_missing = '{}';
    v_evidence := v_evidence || jsonb_build_object(v_table.name, v_criteria);
  end loop;
  -- Whoever is at work on the group ends first; there is another turn in a minute.
  if not v_complete or not cutover_private.try_lock_group(p_group.id) then
    return false;
  end if;
  update cutover.cutover_tables set state = 'completed', completed_at = clock_timestamp() where group_id = p_group.id;
  perform cutover_private.audit('cutover.complete', 'done', 'group', p_group.name, v_evidence);
  perform cutover_private.raise_alert(format('cutover_completed:%s:%s', p_group.name, clock_timestamp()), 'cutover_completed', null,
    format('The cutover of group %s is complete', p_group.name), '{}', null, p_group.id);
  return true;
end
$$;

revoke all on function cutover_private.completion_turn(cutover.table_groups) from public;
comment on function cutover_private.completion_turn(cutover.table_groups) is 'Judges the rules of phase completion once a minute: a broken one, or an hour in which nobody looked, lets the time begin anew, one that is not measured holds it up. Completes the group when every rule holds for every table. Without service metrics an operator attests service_healthy.';
