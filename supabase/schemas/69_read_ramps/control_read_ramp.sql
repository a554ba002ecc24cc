create or replace function cutover_private.control_read_ramp(p_arguments jsonb, p_action text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_reason text;
  v_ramp cutover.read_ramps;
  v_actor text := (select a.subject from cutover_private.actor() a);
begin
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_reason := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  select r.* into v_ramp from cutover.read_ramps r where r.table_id = v_table.id and r.finished_at is null for update;
  if v_ramp.id is null then
    perform cutover_private.fail('CT012', format('Table %s has no ramp under way.', quote_ident(v_table.name)), null, 'cutover.start_read_ramp starts one.');
  end if;
  case p_action
    when 'pause' then
      if v_ramp.status <> 'active' then
        perform cutover_private.fail('CT201', format('The ramp is %s.', v_ramp.status));
      end if;
      update cutover.read_ramps set status = 'paused', next_at = null, waits_for = 'an operator, who paused it: cutover.resume_read_ramp', stopped_by = v_actor, stop_reason = v_reason
      where id = v_ramp.id;
    when 'resume' then
      if v_ramp.status <> 'paused' then
        perform cutover_private.fail('CT201', format('The ramp is %s.', v_ramp.status));
      end if;
      -- The whole hold time again: nobody looked at the step meanwhile.
      update cutover.read_ramps set status = 'active', waits_for = null, stopped_by = null, stop_reason = null, step_since = clock_timestamp(),
        next_at = clock_timestamp() + case when step = 0 then interval '0' else make_interval(secs => (steps -> (step - 1) ->> 'hold_minutes')::double precision * 60) end
      where id = v_ramp.id;
    else
      perform cutover_private.end_read_ramps(array[v_table.id], v_reason);
  end case;
  return cutover_private.read_ramp_status(v_table.id);
end
$$;

revoke all on function cutover_private.control_read_ramp(jsonb, text) from public;
comment on function cutover_private.control_read_ramp(jsonb, text) is 'Pauses, resumes or cancels the ramp of the table that the arguments {table, reason} name; the split stays as it is. Raises CT001, CT002, CT012, CT201.';
