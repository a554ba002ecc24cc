create or replace function cutover_private.mark_after_stop(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_table cutover.cutover_tables;
begin
  for v_table in select * from cutover.cutover_tables where group_id = p_group_id and capture_stopped_at is not null loop
    perform cutover_private.agent_query(v_table.source_id, v_table.write_source, format('select cutover_agent.mark_everything(%L)::text',
      case v_table.write_source when 'legacy' then v_table.legacy_endpoint else v_table.supabase_endpoint end));
  end loop;
  update cutover.cutover_tables set capture_stopped_at = null where group_id = p_group_id;
end
$$;

revoke all on function cutover_private.mark_after_stop(bigint) from public;
comment on function cutover_private.mark_after_stop(bigint) is 'Where capture was stopped for a time: what was deleted meanwhile is still there on the other side; has the pipeline look at every key there.';
