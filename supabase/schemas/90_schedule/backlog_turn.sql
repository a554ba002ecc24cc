create or replace function cutover_private.backlog_turn(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_reason text;
begin
  select * into v_group from cutover.table_groups where id = p_group_id;
  if not exists (select from cutover.cutover_tables t left join cutover.backlogs b on b.table_id = t.id
    where t.group_id = p_group_id and coalesce(b.due_at, '-infinity') <= clock_timestamp())
    -- The journal of the truth: where that is here, a legacy server that is away is no obstacle.
    or cutover_private.is_remote(v_group.source_id, cutover_private.write_source(p_group_id)) and (cutover_private.source_rests(v_group.source_id)
      or not pg_try_advisory_xact_lock(hashtextextended('cutover source ' || v_group.source_id, 0)))
  then
    return;
  end if;
  perform cutover_private.measure_backlog(p_group_id);
  if v_group.backlog_policy = 'stop_capture' then
    select string_agg(format('%s: %s entries', t.name, b.entries), ', ' order by t.name) into v_reason
    from cutover.backlogs b join cutover.cutover_tables t on t.id = b.table_id where t.group_id = p_group_id and b.level = 'over_limit';
    -- A run has the journal in its hands; whoever else is at work on the group ends first.
    if v_reason is not null and cutover_private.try_lock_group(p_group_id) and cutover_private.active_run(p_group_id) is null then
      perform cutover_private.stop_capture(p_group_id, v_reason);
    end if;
  end if;
exception when others then
  if sqlstate = 'CT501' then
    perform cutover_private.note_source_result(v_group.source_id, sqlerrm);
  end if;
  update cutover.backlogs b set due_at = clock_timestamp() + interval '5 seconds'
  from cutover.cutover_tables t where t.id = b.table_id and t.group_id = p_group_id;
end
$$;

revoke all on function cutover_private.backlog_turn(bigint) from public;
comment on function cutover_private.backlog_turn(bigint) is 'Measures the backlog of a group when that is due, and does what the group''s policy says when it is over its limit.';
