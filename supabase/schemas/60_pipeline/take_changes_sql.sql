create or replace function cutover_private.take_changes_sql(p_group_id bigint, p_side text, p_limit integer, p_after_id bigint)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return format('select * from cutover_agent.take_changes(%L, %s, %s)', cutover_private.group_endpoints(p_group_id, p_side), p_limit, p_after_id);

revoke all on function cutover_private.take_changes_sql(bigint, text, integer, bigint) from public;
comment on function cutover_private.take_changes_sql(bigint, text, integer, bigint) is 'SQL that asks a side''s agent for the next changes of a group.';
