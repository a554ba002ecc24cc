create or replace function cutover_private.arm_reverse(p_group_id bigint)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_agent.become_truth(cutover_private.group_endpoints(p_group_id, 'supabase'));
  update cutover.cutover_tables set capturing_since = coalesce(capturing_since, clock_timestamp()) where group_id = p_group_id;
end
$$;

revoke all on function cutover_private.arm_reverse(bigint) from public;
comment on function cutover_private.arm_reverse(bigint) is 'Supabase is the truth and was not captured for a time: captured from now on. Legacy takes only the applier''s writes since the flip. Safe to repeat.';
