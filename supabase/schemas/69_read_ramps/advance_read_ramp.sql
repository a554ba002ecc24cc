create or replace function cutover_private.advance_read_ramp(p_ramp_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_ramp cutover.read_ramps;
  v_table cutover.cutover_tables;
  v_obstacle text;
  v_target numeric;
  v_percentage numeric;
begin
  select r.* into v_ramp from cutover.read_ramps r
  where r.id = p_ramp_id and r.status = 'active' and r.environment = cutover_private.setting('environment') #>> '{}'
  for update skip locked;
  if not found then
    return;
  end if;
  select * into strict v_table from cutover.cutover_tables where id = v_ramp.table_id;
  if v_table.read_source <> 'dual' then
    perform cutover_private.end_read_ramps(array[v_table.id], format('Reads are not split any more: their source is %s.', v_table.read_source));
    return;
  end if;
  v_obstacle := cutover_private.read_ramp_obstacle(v_ramp, v_table);
  if v_obstacle is not null then
    update cutover.read_ramps set waits_for = v_obstacle where id = v_ramp.id and waits_for is distinct from v_obstacle;
    return;
  end if;

  if v_ramp.step = jsonb_array_length(v_ramp.steps) then
    update cutover.read_ramps set status = 'completed', finished_at = clock_timestamp(), next_at = null,
      waits_for = 'an operator, who may switch reads over for good: cutover.switch_read_source'
    where id = v_ramp.id;
    perform cutover_private.audit('read_ramp.complete', 'done', 'table', v_table.name, jsonb_build_object('ramp', v_ramp.id, 'percentage', v_ramp.steps -> -1 -> 'percentage'));
    return;
  end if;
  v_target := (v_ramp.steps -> v_ramp.step ->> 'percentage')::numeric;
  v_percentage := coalesce((select s.percentage from cutover.read_splits s where s.table_id = v_table.id and s.environment = v_ramp.environment for update), 0);
  -- Somebody has set it higher by hand: nobody is moved back on the way up.
  if v_target > v_percentage then
    perform cutover_private.change_read_split(v_table.id, v_target, format('step %s of ramp %s', v_ramp.step + 1, v_ramp.id));
  end if;
  update cutover.read_ramps
  set step = step + 1, step_since = clock_timestamp(), waits_for = format('the hold time of step %s', step + 1),
    next_at = clock_timestamp() + make_interval(secs => (steps -> step ->> 'hold_minutes')::double precision * 60)
  where id = v_ramp.id;
  perform cutover_private.audit('read_ramp.step', 'done', 'table', v_table.name,
    jsonb_build_object('ramp', v_ramp.id, 'step', v_ramp.step + 1, 'percentage', greatest(v_target, v_percentage)));
end
$$;

revoke all on function cutover_private.advance_read_ramp(bigint) from public;
comment on function cutover_private.advance_read_ramp(bigint) is 'The next step of an active ramp of the current environment, if nothing keeps it from that; after the last step it is completed. Ends a ramp whose table has its reads on one side again. One session at a time; the second finds nothing to do.';
