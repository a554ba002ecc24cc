create or replace function cutover_private.judge_read_split(p_table cutover.cutover_tables)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_environment text := cutover_private.setting('environment') #>> '{}';
  v_ramp cutover.read_ramps;
  v_split cutover.read_splits;
  v_broken record;
  v_step integer;
  v_percentage numeric;
  v_reason text;
begin
  -- The ramp before the split, as whoever advances the ramp does.
  select r.* into v_ramp from cutover.read_ramps r
  where r.table_id = p_table.id and r.environment = v_environment and r.status <> 'cancelled'
  order by r.started_at desc limit 1 for update;
  select s.* into v_split from cutover.read_splits s where s.table_id = p_table.id and s.environment = v_environment for update;
  -- Who is pinned reads Supabase at 0 as well, until it is halted.
  if v_split.percentage is null or (v_split.percentage = 0 and (v_split.pinned = '{}' or v_split.halted_at is not null)) then
    return false;
  end if;

  with windows as (
    select w
    from cutover.shadow_reads w
    where w.table_id = p_table.id and w.finished_at is not null
      -- What was seen before a halt has had its effect.
      and w.started_at >= coalesce((select max(greatest(h.halted_at, h.resumed_at)) from cutover.read_split_halts h
        where h.table_id = p_table.id and h.environment = v_environment), '-infinity')
    order by w.started_at desc
    limit 60
  ), judged as (
    select j.*, (w.w).started_at, bool_and(not j.passed) over (partition by j.rule_id order by (w.w).started_at desc) as is_broken
    from windows w cross join lateral cutover_private.judge_shadow_reads(w.w) j
  )
  select j.rule_id, count(*)::integer as windows, sum(j.sample)::bigint as sample, (array_agg(j.value order by j.started_at desc))[1] as value,
    min(j.threshold) as threshold
  into v_broken
  from judged j
  where j.is_broken
  group by j.rule_id
  having count(*) >= cutover_private.setting('shadow_read_bad_windows')::text::integer
    and sum(j.sample) >= cutover_private.setting('shadow_read_minimum_sample')::text::integer
  order by j.rule_id
  limit 1;
  if v_broken.rule_id is null then
    return false;
  end if;

  select s.n::integer, (s.item ->> 'percentage')::numeric into v_step, v_percentage
  from jsonb_array_elements(v_ramp.steps) with ordinality as s(item, n)
  where (s.item ->> 'percentage')::numeric < v_split.percentage
  order by s.n desc limit 1;
  v_percentage := coalesce(v_percentage, 0);
  v_reason := format('%s: measured %s, allowed %s, over %s windows with a sample of %s', v_broken.rule_id, trim_scale(v_broken.value),
    trim_scale(v_broken.threshold), v_broken.windows, v_broken.sample);
  perform cutover_private.change_read_split(p_table.id, v_percentage, v_reason);
  update cutover.read_splits set halted_at = clock_timestamp(), halted_reason = v_reason where table_id = p_table.id and environment = v_environment;
  insert into cutover.read_split_halts (table_id, environment, rule_id, value, threshold, sample, windows, percentage_before, percentage)
  values (p_table.id, v_environment, v_broken.rule_id, v_broken.value, v_broken.threshold, v_broken.sample, v_broken.windows, v_split.percentage, v_percentage);
  update cutover.read_ramps set step = coalesce(v_step, 0), step_since = clock_timestamp() where id = v_ramp.id and finished_at is null;
  perform cutover_private.audit('read_split.halt', 'done', 'table', p_table.name, jsonb_build_object('rule', v_broken.rule_id, 'value', v_broken.value,
    'threshold', v_broken.threshold, 'sample', v_broken.sample, 'windows', v_broken.windows, 'percentage_before', v_split.percentage, 'percentage', v_percentage));
  return true;
end
$$;

revoke all on function cutover_private.judge_read_split(cutover.cutover_tables) from public;
comment on function cutover_private.judge_read_split(cutover.cutover_tables) is 'Steps the split of a table''s reads back, to the step before of its latest ramp or to 0, and halts it, when a rule of phase reads was broken in the last shadow_read_bad_windows windows of shadow reads, with enough of a sample. At 0 nobody is left, not even who is pinned. Returns whether it did.';
