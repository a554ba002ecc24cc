create or replace function cutover_private.stop_capture(p_group_id bigint, p_reason text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_truth text := cutover_private.write_source(p_group_id);
  v_given_up bigint;
begin
  select * into strict v_group from cutover.table_groups where id = p_group_id;
  select r.value::bigint into v_given_up from cutover_private.agent_query(v_group.source_id, v_truth,
    format('select cutover_agent.stop_capture(%L)::text', cutover_private.group_endpoints(p_group_id, v_truth))) as r(value);
  update cutover.cutover_tables
  set capturing_since = null, backfilled_at = null, capture_stopped_at = clock_timestamp(),
    state = case when state = 'ready' then 'pending' else state end
  where group_id = p_group_id;
  -- All of this was about a journal that is gone.
  delete from cutover.backfills b using cutover.cutover_tables t where t.id = b.table_id and t.group_id = p_group_id;
  delete from cutover.backlogs b using cutover.cutover_tables t where t.id = b.table_id and t.group_id = p_group_id;
  delete from cutover.apply_failures f using cutover.cutover_tables t where t.id = f.table_id and t.group_id = p_group_id;
  delete from cutover_private.verify_queue q using cutover.cutover_tables t where t.id = q.table_id and t.group_id = p_group_id;
  delete from cutover_private.pending_acknowledgements p where p.group_id = p_group_id;
  perform cutover_private.audit('capture.stop', 'done', 'group', v_group.name,
    jsonb_build_object('side', v_truth, 'entries_given_up', v_given_up, 'reason', p_reason));
end
$$;

revoke all on function cutover_private.stop_capture(bigint, text) from public;
comment on function cutover_private.stop_capture(bigint, text) is 'Ends capture on the truth side of a group and gives up what waits: its other side is left behind until a new backfill. The caller holds the group''s lock. Raises CT501, CT601.';
