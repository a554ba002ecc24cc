create or replace function cutover_private.roll_back_automatically(p_group cutover.table_groups, p_triggers jsonb)
returns uuid
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_watch cutover_private.watches;
  v_run_id uuid := cutover_private.active_run(p_group.id);
  v_reason text := 'automatic: ' || (
    select string_agg(format('%s of %s is %s, allowed %s %s', t ->> 'rule', t ->> 'table', t ->> 'value', t ->> 'comparator', t ->> 'threshold'), '; ')
    from jsonb_array_elements(p_triggers) t);
  v_detail jsonb := jsonb_build_object('triggers', p_triggers);
  v_key text := 'automatic_rollback:' || p_group.name;
  v_title text := format('Group %s is taken back to legacy by itself', p_group.name);
  v_table cutover.cutover_tables;
  v_state text;
  v_message text;
begin
  select * into strict v_watch from cutover_private.watches where group_id = p_group.id for update;
  if v_run_id is not null then
    -- Somebody was faster, an operator or this very function; that run decides.
    return null;
  end if;
  if not cutover_private.is_due(v_watch.retry_at, '1 hour') then
    perform cutover_private.raise_alert(v_key, 'automatic_rollback', null, v_title,
      v_detail || jsonb_strip_nulls(jsonb_build_object('attempts', v_watch.attempts, 'last_refusal', v_watch.last_refusal, 'retry_at', v_watch.retry_at)),
      null, p_group.id);
    return null;
  end if;
  -- Counted first: whatever happens to this attempt, the next one waits longer.
  update cutover_private.watches
  set attempts = v_watch.attempts + 1, retry_at = clock_timestamp() + least(interval '30 seconds' * 2 ^ least(v_watch.attempts, 10), interval '1 hour')
  where group_id = p_group.id;
  begin
    v_run_id := (cutover_private.op_rollback(jsonb_build_object('group', p_group.name, 'mode', 'drain', 'reason', left(v_reason, 2000))) ->> 'run_id')::uuid;
    -- Rows that differ would stop the way back: the truth's are carried over with the rest.
    for v_table in select * from cutover.cutover_tables where group_id = p_group.id order by position, name loop
      perform cutover_private.mark_drift(v_table);
    end loop;
  exception when others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
    v_run_id := null;
  end;
  -- Whoever is told is told the run, too.
  perform cutover_private.raise_alert(v_key, 'automatic_rollback', null, v_title,
    v_detail || jsonb_strip_nulls(jsonb_build_object('attempts', v_watch.attempts, 'last_refusal', v_watch.last_refusal)), null, p_group.id, v_run_id);
  if v_state = 'CT212' then
    -- Another session has the group in its hands for a moment.
    update cutover_private.watches set attempts = v_watch.attempts, retry_at = null where group_id = p_group.id;
    return null;
  elsif v_state is not null then
    update cutover_private.watches set last_refusal = v_state || ': ' || left(v_message, 300) where group_id = p_group.id;
    perform cutover_private.audit('rollback.automatic', 'failed', 'group', p_group.name,
      v_detail || jsonb_build_object('code', v_state, 'message', left(v_message, 300)));
    return null;
  end if;
  -- Nobody else drives it: the monitor does so at its next look.
  update cutover.cutover_runs set heartbeat_at = clock_timestamp() - interval '1 minute' where id = v_run_id;
  -- One that was open before keeps no other run than this.
  update cutover.alerts set run_id = v_run_id where key = v_key and resolved_at is null;
  perform cutover_private.audit('rollback.automatic', 'started', 'group', p_group.name,
    v_detail || jsonb_build_object('run', v_run_id, 'attempt', v_watch.attempts + 1));
  return v_run_id;
end
$$;

revoke all on function cutover_private.roll_back_automatically(cutover.table_groups, jsonb) from public;
comment on function cutover_private.roll_back_automatically(cutover.table_groups, jsonb) is 'Starts the run back to legacy (mode drain) for rules that are broken, with alert and audit row. Null: a run is under way, or it has to wait: 30 seconds after a first attempt, twice as long after each other one, an hour at most.';
