create or replace function cutover_private.op_start_backfill(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_states text;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  perform cutover_private.lock_group(v_group.id);
  select string_agg(distinct state, ', ') into v_states from cutover.cutover_tables where group_id = v_group.id and state not in ('pending', 'rolled_back')
    and capture_stopped_at is null and backfilled_at is not null;
  if v_states is not null then
    perform cutover_private.fail('CT201', format('Group %s is in state %s.', quote_ident(v_group.name), v_states), null, 'A backfill starts from pending or rolled_back, or after capture was stopped.');
  end if;
  perform cutover_private.require_current_catalog(v_group.id);
  if cutover_private.write_source(v_group.id) = 'legacy' then
    perform cutover_private.arm_forward(v_group.id);
  else
    perform cutover_private.arm_reverse(v_group.id);
  end if;
  perform cutover_private.mark_after_stop(v_group.id);
  insert into cutover.backfills (table_id, rows_estimated)
  select t.id, (select r.value::bigint from cutover_private.agent_query(t.source_id, t.write_source, case
    when t.write_source = 'supabase' then format('select cutover_agent.describe(%L, %L) ->> ''row_estimate''', t.supabase_schema, t.supabase_table)
    when (cutover_private.capabilities(t.source_id)).captures_changes
      then format('select cutover_agent.describe(%L, %L) ->> ''row_estimate''', t.legacy_schema, t.legacy_table)
    -- Statistics of a foreign table are rarely there.
    else format('select cutover_agent.count_rows(%L)::text', t.legacy_endpoint) end) as r(value))
  from cutover.cutover_tables t
  where t.group_id = v_group.id
  on conflict (table_id) do update set status = 'running', last_key = null, rows_done = 0, rows_estimated = excluded.rows_estimated,
    started_at = clock_timestamp(), updated_at = clock_timestamp(), finished_at = null, rows_per_second = null,
    finishes_at = null, paused_since = null, next_chunk_at = '-infinity'
    where cutover.backfills.status = 'completed';
  return jsonb_build_object('group', v_group.name, 'tables', (select jsonb_agg(t.name order by t.position, t.name)
    from cutover.cutover_tables t where t.group_id = v_group.id),
    'next', 'pg_cron copies the rows; cutover.backfills shows rows, rate and estimate.');
end
$$;

revoke all on function cutover_private.op_start_backfill(jsonb) from public;
comment on function cutover_private.op_start_backfill(jsonb) is 'Operation start_backfill {group}: captures every write on the truth side from now on, lets only the applier write the other one, and copies the rows. After a cutover only where capture was stopped: the way back is made again. Raises CT201, CT402, CT403, CT501, CT601.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('start_backfill', 'op_start_backfill', 'operator', true, 'group');
