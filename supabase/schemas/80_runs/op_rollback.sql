create or replace function cutover_private.op_rollback(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_mode text;
  v_reason text;
  v_run_id uuid;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'mode', 'reason');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  v_mode := coalesce(cutover_private.argument_text(p_arguments, 'mode', false, 20), 'drain');
  if v_mode not in ('drain', 'immediate') then
    perform cutover_private.fail('CT001', format('Argument mode: %s is not a rollback mode.', quote_literal(v_mode)), null, 'Use drain (replay, verify, then flip) or immediate (flip, then replay).');
  end if;
  v_reason := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  -- Neither flag nor window: the way back is always open.
  perform cutover_private.lock_group(v_group.id);
  perform cutover_private.require_startable(v_group, array['cutover', 'completed'], 'Only what was cut over can be rolled back.');
  insert into cutover.cutover_runs (group_id, kind, mode, reason, requested_by, deadline_at)
  values (v_group.id, 'rollback', v_mode, v_reason, (select subject from cutover_private.actor()),
    clock_timestamp() + make_interval(secs => cutover_private.setting('run_deadline_seconds')::text::double precision))
  returning id into v_run_id;
  return cutover_private.run_status(v_run_id);
end
$$;

revoke all on function cutover_private.op_rollback(jsonb) from public;
comment on function cutover_private.op_rollback(jsonb) is 'Operation rollback {group, mode, reason}: starts the run back to legacy; cutover.advance_run drives it. Raises CT201, CT205, CT211.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('rollback', 'op_rollback', 'operator', true, 'group');
