create or replace function cutover_private.op_execute(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_run cutover.cutover_runs;
  v_dry_run boolean;
  v_plan jsonb;
  v_force cutover.force_requests;
  v_gates jsonb;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'dry_run', 'fallback_hours', 'force');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  v_dry_run := coalesce(cutover_private.argument_boolean(p_arguments, 'dry_run', false), false);
  v_run.id := gen_random_uuid();
  v_run.group_id := v_group.id;
  v_run.kind := 'cutover';
  v_run.mode := 'drain';
  v_run.status := 'running';
  v_run.step := 'preflight';
  v_run.token := gen_random_uuid();
  v_run.fallback_hours := coalesce(cutover_private.argument_integer(p_arguments, 'fallback_hours', false, 1, 720), 48);
  v_run.requested_by := (select subject from cutover_private.actor());
  v_run.requested_at := clock_timestamp();
  v_run.heartbeat_at := v_run.requested_at;
  v_run.deadline_at := v_run.requested_at + make_interval(secs => cutover_private.setting('run_deadline_seconds')::text::double precision);
  v_run.result := '{}';
  v_run.skipped_rules := '{}';

  perform cutover_private.lock_group(v_group.id);
  if p_arguments ? 'force' then
    v_force := cutover_private.find_force(cutover_private.argument_uuid(p_arguments, 'force', true), v_group);
    v_run.skipped_rules := v_force.rules;
    v_run.reason := v_force.reason;
  end if;
  perform cutover_private.require_startable(v_group, case when v_force.id is null then array['ready'] else array['ready', 'pending'] end,
    'Prepare it first (cutover.prepare_cutover), until it is ready.');
  if exists (select from cutover.cutover_tables where group_id = v_group.id and (backfilled_at is null or capturing_since is null)) then
    perform cutover_private.fail('CT210', format('Group %s is not backfilled yet.', quote_ident(v_group.name)), null, 'No force passes that over: it would lose rows.');
  end if;
  perform cutover_private.require_current_catalog(v_group.id);
  if v_dry_run then
    v_plan := cutover_private.dry_run(v_run);
    update cutover.table_groups set rehearsed_at = clock_timestamp() where id = v_group.id;
    return jsonb_build_object('dry_run', true, 'group', v_group.name, 'plan', v_plan, 'predicted_write_pause_ms', v_plan -> 'write_pause_ms',
      'would_pass', cutover_private.flag_enabled('data_migration_final', v_group.name)
        and not exists (select from jsonb_array_elements(v_plan -> 'gates') g where g ->> 'verdict' in ('failed', 'stale'))
        and v_plan #>> '{verify,different}' is null,
      'flag_enabled', cutover_private.flag_enabled('data_migration_final', v_group.name));
  end if;
  perform cutover_private.require_flag(v_group);
  if not 'freeze_window_active' = any (v_run.skipped_rules) then
    perform cutover_private.require_freeze_window(v_group);
  end if;
  v_gates := cutover_private.skip_gates(cutover_private.evaluate_gates(v_group.id, false), v_run.skipped_rules);
  perform cutover_private.require_gates(v_gates);
  update cutover.cutover_tables set state = 'ready' where group_id = v_group.id and state = 'pending';
  insert into cutover.cutover_runs select v_run.*;
  if v_force.id is not null then
    update cutover.force_requests set used_at = clock_timestamp(), run_id = v_run.id where id = v_force.id;
    perform cutover_private.audit('cutover.force', 'started', 'group', v_group.name, jsonb_build_object('run', v_run.id, 'request', v_force.id,
      'requested_by', v_force.requested_by, 'approved_by', v_force.approved_by, 'rules', to_jsonb(v_force.rules), 'reason', v_force.reason,
      'skipped', jsonb_path_query_array(v_gates, '$[*] ? (@.verdict == "skipped")')));
  end if;
  return cutover_private.run_status(v_run.id);
end
$$;

revoke all on function cutover_private.op_execute(jsonb) from public;
comment on function cutover_private.op_execute(jsonb) is 'Operation execute {group, dry_run, fallback_hours, force}: starts the cutover run of a ready group; cutover.advance_run drives it. force: a request that two people have agreed on, whose rules are passed over. Raises CT201, CT202, CT203, CT204, CT205, CT206, CT209, CT210, CT232, CT402, CT403.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('execute', 'op_execute', 'operator', true, 'group');
