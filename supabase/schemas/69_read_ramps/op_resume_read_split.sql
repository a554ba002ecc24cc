create or replace function cutover_private.op_resume_read_split(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
  v_environment text := cutover_private.setting('environment') #>> '{}';
  v_reason text;
  v_split cutover.read_splits;
  v_halted_at timestamptz;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table', 'reason');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  v_reason := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  select s.* into v_split from cutover.read_splits s where s.table_id = v_table.id and s.environment = v_environment for update;
  if v_split.halted_at is null then
    perform cutover_private.fail('CT201', format('The split of table %s is not halted.', quote_ident(v_table.name)));
  end if;
  update cutover.read_splits set halted_at = null, halted_reason = null where table_id = v_table.id and environment = v_environment;
  update cutover.read_split_halts set resumed_at = clock_timestamp(), resumed_by = (select a.subject from cutover_private.actor() a), resume_reason = v_reason
  where table_id = v_table.id and environment = v_environment and resumed_at is null;
  select max(h.halted_at) into v_halted_at from cutover.read_split_halts h where h.table_id = v_table.id and h.environment = v_environment;
  -- The evidence that a ramp goes on by begins here.
  update cutover.read_ramps set step_since = clock_timestamp() where table_id = v_table.id and finished_at is null;
  return jsonb_build_object('table', v_table.name, 'percentage', v_split.percentage, 'was_halted_for', v_split.halted_reason,
    'ramp_goes_up_from', v_halted_at + make_interval(mins => cutover_private.setting('read_split_hold_off_minutes')::text::integer));
end
$$;

revoke all on function cutover_private.op_resume_read_split(jsonb) from public;
comment on function cutover_private.op_resume_read_split(jsonb) is 'Operation resume_read_split {table, reason}: the split of a table that halted by itself may go up again; a ramp of it not before read_split_hold_off_minutes after the halt. Raises CT001, CT002, CT201.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('resume_read_split', 'op_resume_read_split', 'operator', true, 'table', 'read_split.resume');
