create or replace function cutover_private.advance_run(p_run_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_run cutover.cutover_runs;
  v_group cutover.table_groups;
  v_step bigint;
  v_plan jsonb;
  v_wait integer := 0;
  v_state text;
  v_message text;
  v_detail text;
  v_hint text;
begin
  perform cutover_private.require_role('operator');
  begin
    select * into v_run from cutover.cutover_runs where id = p_run_id for update nowait;
  exception when lock_not_available then
    return cutover_private.run_status(p_run_id) || '{"next_wait_ms": 200}';
  end;
  if v_run.id is null then
    perform cutover_private.fail('CT006', format('There is no run %s.', p_run_id), null, 'cutover.cutover_runs lists the runs.');
  end if;
  if v_run.status in ('completed', 'released') then
    return cutover_private.run_status(p_run_id) || '{"next_wait_ms": 0}';
  end if;
  select * into strict v_group from cutover.table_groups where id = v_run.group_id;
  begin
    perform cutover_private.lock_group(v_run.group_id);
  exception when sqlstate 'CT212' then
    return cutover_private.run_status(p_run_id) || '{"next_wait_ms": 500}';
  end;
  update cutover.cutover_runs set heartbeat_at = clock_timestamp() where id = p_run_id;

  begin
    if v_run.status = 'releasing' then
      if v_run.kind = 'cutover' then
        perform cutover_private.agent_query(v_group.source_id, 'legacy', format('select cutover_agent.release_writes(%L, %L)::text',
          cutover_private.group_endpoints(v_group.id, 'legacy'), v_run.token));
      end if;
      update cutover.cutover_runs set status = 'released', finished_at = clock_timestamp() where id = p_run_id;
      perform cutover_private.audit('run.' || v_run.kind, 'failed', 'group', v_group.name,
        jsonb_build_object('run', p_run_id, 'released', true, 'error', v_run.error),
        extract(epoch from clock_timestamp() - v_run.requested_at) * 1000);

    elsif v_run.step = 'preflight' then
      if clock_timestamp() > v_run.deadline_at then
        perform cutover_private.fail('CT607', 'The run did not get ready to switch before its deadline.', null, 'See cutover.apply_failures and the backlog, then execute again.');
      end if;
      if cutover_private.preflight(v_run) then
        v_step := cutover_private.begin_step(p_run_id, 'preflight');
        perform cutover_private.end_step(v_step);
        update cutover.cutover_runs set step = 'block_writes' where id = p_run_id;
      end if;

    elsif v_run.step = 'block_writes' and (
      select max(s.finished_at) < clock_timestamp() - interval '2 seconds' from cutover.cutover_run_steps s
      where s.run_id = p_run_id and s.step = 'preflight') and not cutover_private.preflight(v_run)
    then
      -- Whoever drove the run died, or calls rarely: what has gathered meanwhile goes before writers have to wait.
      update cutover.cutover_runs set step = 'preflight' where id = p_run_id;

    elsif v_run.step = 'block_writes' then
      v_plan := cutover_private.switch_group(v_run, false);
      update cutover.cutover_runs set step = 'release', result = v_plan where id = p_run_id;
      perform cutover_private.audit('run.flip', 'done', 'group', v_group.name,
        jsonb_build_object('run', p_run_id, 'kind', v_run.kind, 'mode', v_run.mode) || v_plan);

    elsif v_run.step = 'release' then
      v_step := cutover_private.begin_step(p_run_id, 'release');
      if v_run.kind = 'rollback' and cutover_private.is_remote(v_group.source_id, 'legacy') then
        perform cutover_private.agent_query(v_group.source_id, 'legacy',
          format('select cutover_agent.become_truth(%L)::text', cutover_private.group_endpoints(v_group.id, 'legacy')));
      end if;
      perform cutover_private.flush_acknowledgements(v_group.id);
      perform cutover_private.end_step(v_step);
      update cutover.cutover_runs set step = case when v_run.kind = 'rollback' and v_run.mode = 'immediate' then 'replay' else 'monitor' end, error = null where id = p_run_id;

    elsif v_run.step = 'replay' then
      if cutover_private.replay_pass(v_run) = 0 then
        v_step := cutover_private.begin_step(p_run_id, 'replay');
        perform cutover_private.end_step(v_step, jsonb_build_object('conflicts', (select count(*) from cutover.replay_conflicts c where c.run_id = p_run_id)));
        perform cutover_private.audit('run.replay', 'done', 'group', v_group.name, jsonb_build_object('run', p_run_id, 'conflict_policy', v_run.conflict_policy,
          'conflicts', (select coalesce(jsonb_object_agg(q.resolution, q.count), '{}') from (
            select c.resolution, count(*) from cutover.replay_conflicts c where c.run_id = p_run_id group by 1) q)));
        update cutover.cutover_runs set step = 'monitor', error = null where id = p_run_id;
      end if;

    else
      begin
        perform cutover_private.switch_reads(array_agg(t.id), 'legacy', 0) from cutover.cutover_tables t
        where t.group_id = v_group.id and cutover_private.unsettled_writes(t) having count(*) > 0;
      exception when sqlstate 'CT216' or sqlstate 'CT410' then
        -- They work as they are; settle_views() comes back to them.
        null;
      end;
      v_step := cutover_private.begin_step(p_run_id, 'monitor');
      perform cutover_private.end_step(v_step);
      update cutover.cutover_runs set status = 'completed', finished_at = clock_timestamp() where id = p_run_id;
      perform cutover_private.audit('run.' || v_run.kind, 'done', 'group', v_group.name, jsonb_build_object('run', p_run_id, 'write_pause_ms', v_run.result -> 'write_pause_ms'),
        extract(epoch from clock_timestamp() - v_run.requested_at) * 1000);
    end if;
  exception when others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    -- Only registered errors show their detail: that of others may print a row.
    update cutover.cutover_runs
    set error = case when status = 'releasing' then error || jsonb_build_object('release_error', v_message)
      else jsonb_build_object('code', v_state, 'message', v_message, 'details', case when v_state like 'CT%' then v_detail end, 'hint',
      v_hint, 'step', v_run.step) end,
      -- Before the flip every failure ends in released; after it the run goes on until it is completed.
      status = case when v_run.step in ('preflight', 'block_writes') then 'releasing' else status end
    where id = p_run_id;
    v_wait := case when v_run.status = 'releasing' or v_run.step not in ('preflight', 'block_writes') then 1000 else 0 end;
  end;
  return cutover_private.run_status(p_run_id) || jsonb_build_object('next_wait_ms', v_wait);
end
$$;

revoke all on function cutover_private.advance_run(uuid) from public;
grant execute on function cutover_private.advance_run(uuid) to authenticated, service_role;
comment on function cutover_private.advance_run(uuid) is 'Does the next step of a run, in this transaction, whoever calls; nothing if another session is at it. Returns the run''s status with next_wait_ms, how long to wait before the next call. Role operator. Raises CT006, CT101, CT102, CT103.';
