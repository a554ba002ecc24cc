create or replace function cutover_agent.count_ambiguous_keys(p_endpoint uuid)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_key text[] := cutover_agent.ordered_key(v_endpoint, 't');
  v_count bigint;
begin
  if v_endpoint.enforces_key then
    return 0;
  end if;
  execute format('select coalesce(sum(k.rows), 0) from (select count(*) as rows from %s group by %s having count(*) > 1 or %s is null) k',
    cutover_agent.range_source(v_endpoint, 't', null, null), array_to_string(v_key, ', '), array_to_string(v_key, ' is null or ')) into v_count;
  return v_count;
end
$$;

comment on function cutover_agent.count_ambiguous_keys(uuid) is 'Rows whose key is null or names more than one row. Only a table without a known key constraint can have any.';
