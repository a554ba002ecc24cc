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
  v_policy text;
  v_run_id uuid;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'mode', 'reason', 'on_conflict');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  v_mode := coalesce(cutover_private.argument_text(p_arguments, 'mode', false, 20), 'drain');
  if v_mode not in ('drain', 'immediate', 'reads_only') then
    perform cutover_private.fail('CT001', format('Argument mode: %s is not a rollback mode.', quote_literal(v_mode)), null, 'Use drain (replay, verify, then flip), immediate (flip, then replay) or reads_only (reads go to legacy, writes stay).');
  end if;
  v_policy := coalesce(cutover_private.argument_text(p_arguments, 'on_conflict', false, 20), v_group.conflict_policy);
  if v_policy not in ('legacy_wins', 'supabase_wins') then
    perform cutover_private.fail('CT001', format('Argument on_conflict: %s is not a choice.', quote_literal(v_policy)), null, 'Use legacy_wins or supabase_wins; without it the group''s own policy holds.');
  end if;
  v_reason := cutover_private.argument_text(p_arguments, 'reason', true, 2000);
  -- Neither flag nor window: the way back is always open.
  perform cutover_private.lock_group(v_group.id);
  if v_mode = 'reads_only' then
    return cutover_private.return_reads(v_group, v_reason);
  end if;
  perform cutover_private.require_startable(v_group, array['cutover', 'completed'], 'Only what was cut over can be rolled back.');
  if exists (select from cutover.cutover_tables where group_id = v_group.id and (capture_stopped_at is not null or backfilled_at is null)) then
    perform cutover_private.fail('CT606',
      format('Legacy was left behind: capture of group %s was stopped, and its backfill is not done.', quote_ident(v_group.name)), null,
      'Start the backfill (cutover.start_backfill), wait for its end, then roll back.');
  end if;
  if v_mode = 'immediate' and not (cutover_private.capabilities(v_group.source_id)).captures_changes then
    perform cutover_private.fail('CT606', format('Group %s cannot be rolled back in mode immediate: its legacy source has no capture.', quote_ident(v_group.name)),
      'Rows that both sides write could not be told from others.', 'Use mode drain: block, replay, verify, then flip.');
  end if;
  insert into cutover.cutover_runs (group_id, kind, mode, conflict_policy, reason, requested_by, deadline_at)
  values (v_group.id, 'rollback', v_mode, case v_mode when 'immediate' then v_policy end, v_reason, (select subject from cutover_private.actor()),
    clock_timestamp() + make_interval(secs => cutover_private.setting('run_deadline_seconds')::text::double precision))
  returning id into v_run_id;
  return cutover_private.run_status(v_run_id);
end
$$;

revoke all on function cutover_private.op_rollback(jsonb) from public;
comment on function cutover_private.op_rollback(jsonb) is 'Operation rollback {group, mode, reason, on_conflict}: starts the run back to legacy; cutover.advance_run drives it. Mode reads_only is no run: reads go to legacy at once. Raises CT201, CT205, CT211, CT606.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('rollback', 'op_rollback', 'operator', true, 'group');
