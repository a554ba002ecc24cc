create or replace function cutover_private.read_ramp_obstacle(p_ramp cutover.read_ramps, p_table cutover.cutover_tables)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_now timestamptz := clock_timestamp();
  v_window interval := make_interval(secs => cutover_private.setting('shadow_read_seconds')::text::double precision);
  v_minimum integer := cutover_private.setting('shadow_read_minimum_sample')::text::integer;
  v_target numeric := (p_ramp.steps -> p_ramp.step ->> 'percentage')::numeric;
  v_split cutover.read_splits;
  v_halt cutover.read_split_halts;
  v_flag cutover.feature_flags;
  v_reads cutover.shadow_reads;
  v_broken record;
  v_drift numeric;
  v_drift_allowed numeric;
  v_backlog cutover.backlogs;
begin
  select * into v_split from cutover.read_splits s where s.table_id = p_table.id and s.environment = p_ramp.environment;
  if v_split.halted_at is not null then
    return format('an operator, because the split is halted (%s): cutover.resume_read_split', v_split.halted_reason);
  end if;
  -- Whoever took readers back by hand had a reason that nothing here measures.
  if coalesce(v_split.percentage, 0) < (p_ramp.steps -> (p_ramp.step - 1) ->> 'percentage')::numeric and p_ramp.step > 0 then
    return format('an operator, because the split was lowered to %s %%: raise it again, or cutover.cancel_read_ramp', trim_scale(coalesce(v_split.percentage, 0)));
  end if;
  if cutover_private.active_run(p_table.group_id) is not null then
    return 'the end of the run of its group';
  end if;
  if v_now < p_ramp.next_at then
    return format('the hold time of step %s', p_ramp.step);
  end if;
  select * into v_halt from cutover.read_split_halts h where h.table_id = p_table.id and h.environment = p_ramp.environment order by h.halted_at desc limit 1;
  if v_now < v_halt.halted_at + make_interval(mins => cutover_private.setting('read_split_hold_off_minutes')::text::integer) then
    return 'the hold-off after a halt';
  end if;
  if v_target is not null then
    select * into v_flag from cutover.feature_flags f where f.name = 'data_migration_final' and f.environment = p_ramp.environment;
    if not coalesce(v_flag.enabled, false) then
      return 'the feature flag data_migration_final, which is off';
    elsif v_flag.rollout_percentage < v_target then
      return format('the feature flag data_migration_final, which is rolled out to %s %%; the next step is %s %%',
        trim_scale(v_flag.rollout_percentage), trim_scale(v_target));
    end if;
  end if;

  v_reads := cutover_private.sum_shadow_reads(p_table.id, p_ramp.step_since);
  if v_reads.agreed + v_reads.mismatched < v_minimum then
    return format('shadow reads: %s of %s comparisons since %s', v_reads.agreed + v_reads.mismatched, v_minimum, date_trunc('second', p_ramp.step_since));
  end if;
  if v_reads.started_at < v_now - 4 * v_window then
    return format('shadow reads: none since %s', v_reads.started_at);
  end if;
  select j.* into v_broken from cutover_private.judge_shadow_reads(v_reads) j where not j.passed order by j.rule_id limit 1;
  if v_broken.rule_id is not null then
    return format('rule %s: measured %s, allowed %s', v_broken.rule_id, trim_scale(v_broken.value), trim_scale(v_broken.threshold));
  end if;

  select d.drift_percent into v_drift from cutover_private.drift(p_table.id) d;
  select coalesce(o.threshold, r.threshold) into strict v_drift_allowed
  from cutover.rules r left join cutover.rule_overrides o on o.rule_id = r.id and o.table_id = p_table.id where r.id = 'read_ramp_drift';
  if v_drift is null then
    return 'a first full reconciliation of the table';
  elsif v_drift > v_drift_allowed then
    return format('rule read_ramp_drift: measured %s, allowed %s', trim_scale(v_drift), trim_scale(v_drift_allowed));
  end if;
  -- Where nothing is captured there is no backlog to look at.
  if p_table.write_source = 'supabase' or (cutover_private.capabilities(p_table.source_id)).captures_changes then
    select * into v_backlog from cutover.backlogs b where b.table_id = p_table.id;
    if v_backlog.measured_at is null or v_backlog.measured_at < v_now - interval '2 minutes' then
      return 'the pipeline to measure the backlog';
    elsif v_backlog.level <> 'normal' then
      return format('the backlog: %s (%s)', v_backlog.level, array_to_string(v_backlog.reasons, ', '));
    end if;
  end if;
  return null;
end
$$;

revoke all on function cutover_private.read_ramp_obstacle(cutover.read_ramps, cutover.cutover_tables) from public;
comment on function cutover_private.read_ramp_obstacle(cutover.read_ramps, cutover.cutover_tables) is 'What keeps a ramp from its next step, in words that follow "waits for"; null: nothing. What could not be measured keeps it, too.';
