create or replace function cutover_private.op_start_read_ramp(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_environment text := cutover_private.setting('environment') #>> '{}';
  v_split cutover.read_splits;
  v_other cutover.read_ramps;
  v_ramp cutover.read_ramps;
  v_steps jsonb;
  v_reason text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'steps', 'reason');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_steps := cutover_private.ramp_steps(cutover_private.argument_value(p_arguments, 'steps', 'array', false));
  v_reason := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  if v_table.read_source <> 'dual' then
    perform cutover_private.fail('CT201', format('The reads of table %s are not split: their source is %s.', quote_ident(v_table.name), v_table.read_source),
      null, 'Switch them to dual first (cutover.switch_read_source).');
  end if;
  if cutover_private.active_run(v_table.group_id) is not null then
    perform cutover_private.fail('CT205', 'A run of the group is in progress; it ends the split.');
  end if;
  select * into v_split from cutover.read_splits s where s.table_id = v_table.id and s.environment = v_environment;
  if v_split.halted_at is not null then
    perform cutover_private.fail('CT221', format('The split of table %s is halted.', quote_ident(v_table.name)), v_split.halted_reason);
  end if;
  -- Waits for another operator who is just starting one.
  insert into cutover.read_ramps (table_id, environment, steps, next_at, reason, started_by)
  values (v_table.id, v_environment, v_steps, clock_timestamp(), v_reason, (select a.subject from cutover_private.actor() a))
  on conflict (table_id) where finished_at is null do nothing
  returning * into v_ramp;
  if v_ramp.id is null then
    select * into v_other from cutover.read_ramps r where r.table_id = v_table.id and r.finished_at is null;
    perform cutover_private.fail('CT220', format('Table %s has a ramp already.', quote_ident(v_table.name)),
      format('Ramp %s, started by %s, is %s on step %s.', v_other.id, v_other.started_by, v_other.status, v_other.step));
  end if;
  return cutover_private.read_ramp_status(v_table.id);
end
$$;

revoke all on function cutover_private.op_start_read_ramp(jsonb) from public;
comment on function cutover_private.op_start_read_ramp(jsonb) is 'Operation start_read_ramp {table, steps?: [{percentage, hold_minutes?}], reason}: reads move to supabase in steps, each when its hold time is over and nothing speaks against it. Raises CT001, CT002, CT201, CT205, CT220, CT221.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('start_read_ramp', 'op_start_read_ramp', 'operator', true, 'table', 'read_ramp.start');
