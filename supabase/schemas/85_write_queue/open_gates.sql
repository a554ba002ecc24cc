create or replace function cutover_private.open_gates(p_group_id bigint)
returns jsonb
language plpgsql
-- With the rights of whoever calls, the owner: each write is replayed as its own role, which no definer function may become.
security invoker
set search_path = pg_catalog, pg_temp
set lock_timeout = '150ms'
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set xmloption = 'content'
as $$
declare
  v_table cutover.cutover_tables;
  v_write record;
  v_statement text;
  v_deferrable text;
  v_count bigint;
  v_state text;
  v_constraint text;
  v_replayed integer := 0;
  v_conflicts integer := 0;
  v_give_up timestamptz := clock_timestamp() + interval '2 seconds';
  v_role text := current_setting('role');
  v_claims text := coalesce(current_setting('request.jwt.claims', true), '');
begin
  perform cutover_private.require_read_committed();
  begin
    -- Waits in line: whoever only ever tries finds the applier of a busy group at work for ever, and writers wait for their rows.
    perform set_config('lock_timeout', '2s', true);
    perform pg_advisory_xact_lock(cutover_private.group_lock_key(p_group_id));
    perform set_config('lock_timeout', '150ms', true);
  exception when lock_not_available then
    return null;
  end;
  if cutover_private.active_run(p_group_id) is not null
    or (cutover_private.active_freeze_window(p_group_id)).id is not null
  then
    return null;
  end if;
  -- Without the gate, but with the lock that taking it off needs: new writers wait until all that is older has been replayed.
  loop
    begin
      for v_table in select t.* from cutover.cutover_tables t join cutover_private.write_gates g on g.table_id = t.id
        where t.group_id = p_group_id order by t.position, t.name
      loop
        execute format('drop trigger if exists cutover_gate on %I.%I', v_table.routed_schema, v_table.routed_name);
        perform cutover_private.set_write_triggers(v_table, v_table.read_source, v_table.write_source);
      end loop;
      exit;
    exception when lock_not_available then
      if clock_timestamp() > v_give_up then
        perform cutover_private.fail('CT601', 'The writes could not be released yet: transactions stay open on the routed views.');
      end if;
      perform pg_sleep(0.05);
    end;
  end loop;
  delete from cutover_private.write_gates g using cutover.cutover_tables t where t.id = g.table_id and t.group_id = p_group_id;

  -- What a statement breaks is told by that statement, not by the commit of all.
  select string_agg(format('%I.%I', n.nspname, c.conname), ', ') into v_deferrable
  from cutover.cutover_tables t
  join pg_constraint c on c.condeferrable and c.conparentid = 0 and c.conrelid = to_regclass(case t.write_source
    when 'legacy' then format('%I.%I', t.legacy_schema, t.legacy_table) else format('%I.%I', t.supabase_schema, t.supabase_table) end)
  join pg_namespace n on n.oid = c.connamespace
  where t.group_id = p_group_id and not cutover_private.is_remote(t.source_id, t.write_source);
  if v_deferrable is not null then
    execute format('set constraints %s immediate', v_deferrable);
  end if;

  for v_write in
    select q.id, q.operation, q.written_as, v.old_values, v.new_values, v.claims, t as registered
    from cutover.queued_writes q join cutover.cutover_tables t on t.id = q.table_id left join cutover_private.queued_values v on v.write_id = q.id
    where t.group_id = p_group_id and q.status = 'waiting' order by q.id
  loop
    v_state := null;
    v_constraint := null;
    v_statement := cutover_private.replay_statement(v_write.registered, v_write.operation, v_write.old_values, v_write.new_values);
    -- An update that changes nothing has nothing to do.
    if v_statement is not null then
      begin
        perform set_config('request.jwt.claims', coalesce(v_write.claims, ''), true);
        perform set_config('role', v_write.written_as, true);
        execute v_statement using v_write.old_values, v_write.new_values;
        get diagnostics v_count = row_count;
        perform set_config('role', v_role, true);
        if v_count = 0 then
          v_state := 'CT707';
        end if;
      exception when others then
        get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name;
        -- What the row, the rights or a trigger refuse is a conflict. Anything else is no verdict on it: all of this is tried again.
        if left(v_state, 2) not in ('22', '23', '42', '44', 'P0') then
          raise;
        end if;
      end;
    end if;
    update cutover.queued_writes set status = case when v_state is null then 'replayed' else 'conflict' end, error_code = v_state,
      error_object = nullif(v_constraint, ''), finished_at = clock_timestamp() where id = v_write.id;
    if v_state is null then
      delete from cutover_private.queued_values where write_id = v_write.id;
      v_replayed := v_replayed + 1;
    else
      v_conflicts := v_conflicts + 1;
    end if;
  end loop;
  perform set_config('request.jwt.claims', v_claims, true);
  perform cutover_private.audit('writes.release', 'done', 'group', (select g.name from cutover.table_groups g where g.id = p_group_id),
    jsonb_build_object('replayed', v_replayed, 'conflicts', v_conflicts));
  return jsonb_build_object('replayed', v_replayed, 'conflicts', v_conflicts);
end
$$;

revoke all on function cutover_private.open_gates(bigint) from public;
comment on function cutover_private.open_gates(bigint) is 'After a freeze window: takes the gates of a group off and replays what was queued, in order, each write as the role and with the claims it came with. Conflicts are kept (cutover.queued_writes). Null if a run or a window is under way. For the owner''s session only. Raises CT601.';
