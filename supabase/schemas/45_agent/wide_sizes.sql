create or replace function cutover_agent.wide_sizes(p_endpoint cutover_agent.endpoints, p_alias text)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if (
    select coalesce(sum(pg_relation_size(c.reltoastrelid)), 0) < 16 * 1024 * 1024
    from pg_class c
    where c.reltoastrelid <> 0 and (c.oid = p_endpoint.relation or c.oid in (select t.relid from pg_partition_tree(p_endpoint.relation) t))
  ) then
    return null;
  end if;
  return (select string_agg(format('coalesce(pg_column_size(%s.%I), 0)', p_alias, u.name), ' + ') from unnest(p_endpoint.columns) as u(name));
end
$$;

comment on function cutover_agent.wide_sizes(cutover_agent.endpoints, text) is 'SQL expression for the stored size of the row called p_alias, which reads no large value; null for a table whose large values are few enough to be read at once.';
