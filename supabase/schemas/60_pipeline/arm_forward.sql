create or replace function cutover_private.arm_forward(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
begin
  perform cutover_agent.become_receiver(cutover_private.group_endpoints(p_group_id, 'supabase'),
    '00000000-0000-0000-0000-000000000000', 'legacy is the source of truth for this table');
  perform cutover_private.agent_query(v_source_id, 'legacy',
    format('select cutover_agent.become_truth(%L)::text', cutover_private.group_endpoints(p_group_id, 'legacy')));
  update cutover.cutover_tables set capturing_since = coalesce(capturing_since, clock_timestamp()) where group_id = p_group_id;
end
$$;

revoke all on function cutover_private.arm_forward(bigint) from public;
comment on function cutover_private.arm_forward(bigint) is 'Legacy is the truth: captured there, only the applier writes supabase. Safe to repeat.';
