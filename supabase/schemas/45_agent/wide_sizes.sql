create or replace function cutover_agent.wide_sizes(p_endpoint cutover_agent.endpoints, p_alias text)
returns text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if (
    select coalesce(sum(pg_relation_size(c.reltoastrelid)), 0) < 1024 * 1024
    from pg_class c
    where c.reltoastrelid <> 0 and (c.oid = p_endpoint.relation or c.oid in (select t.relid from pg_partition_tree(p_endpoint.relation) t))
  ) then
    return null;
  end if;
  -- Stored, a value may be a hundredth of what it is when it is read. Of text and bytea the full length is known unread; of others it is guessed.
  return (select string_agg(format(case
      when u.type in ('text', 'character varying', 'bpchar', 'bytea') then 'coalesce(octet_length(%s.%I), 0)'
      else 'coalesce(pg_column_size(%s.%I) * 4, 0)' end, p_alias, u.name), ' + ')
    from unnest(p_endpoint.columns, p_endpoint.types) as u(name, type));
end
$$;

comment on function cutover_agent.wide_sizes(cutover_agent.endpoints, text) is 'SQL expression for about the full size of the row called p_alias, which reads no large value; null for a table whose large values are few enough to be read at once.';
