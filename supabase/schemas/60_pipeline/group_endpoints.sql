create or replace function cutover_private.group_endpoints(p_group_id bigint, p_side text)
returns uuid[]
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return (
  select array_agg(case p_side when 'legacy' then t.legacy_endpoint else t.supabase_endpoint end order by t.position, t.name)
  from cutover.cutover_tables t
  where t.group_id = p_group_id
);

revoke all on function cutover_private.group_endpoints(bigint, text) from public;
comment on function cutover_private.group_endpoints(bigint, text) is 'Endpoints of a group on one side in lock order: parents first, then by name.';
