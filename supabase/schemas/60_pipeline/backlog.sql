create or replace function cutover_private.backlog(p_group_id bigint)
returns table (entries bigint, oldest_seconds numeric, highest_id bigint)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_source_id bigint := (select g.source_id from cutover.table_groups g where g.id = p_group_id);
  v_side text := cutover_private.write_source(p_group_id);
  v_row text[];
begin
  select r.value::text[] into v_row from cutover_private.agent_query(v_source_id, v_side,
    format('select array[entries::text, oldest_seconds::text, highest_id::text]::text from cutover_agent.backlog(%L)',
      cutover_private.group_endpoints(p_group_id, v_side))) as r(value);
  return query select v_row[1]::bigint, v_row[2]::numeric, v_row[3]::bigint;
end
$$;

revoke all on function cutover_private.backlog(bigint) from public;
comment on function cutover_private.backlog(bigint) is 'Journal entries that wait on the truth side of a group, and the age of the oldest in seconds. Raises CT501.';
