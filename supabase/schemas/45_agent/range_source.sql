create or replace function cutover_agent.range_source(p_endpoint cutover_agent.endpoints, p_alias text, p_after text[], p_through text[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_condition text := cutover_agent.range_condition(p_endpoint, p_alias, p_after, p_through);
begin
  -- Seen: mysql_fdw hands any ORDER BY down, whatever its collation. OFFSET 0 keeps the sort, and all else, on this side.
  return format(case when p_endpoint.enforces_key or array_to_string(cutover_agent.ordered_key(p_endpoint, p_alias), ' ') not like '%collate "C"%'
    then '%1$I.%2$I %3$s where %4$s' else '(select f.* from %1$I.%2$I f offset 0) %3$s where %4$s' end,
    p_endpoint.schema_name, p_endpoint.table_name, p_alias, v_condition);
end
$function$;

comment on function cutover_agent.range_source(cutover_agent.endpoints, text, text[], text[]) is 'SQL: the table under the name p_alias, and the WHERE for the keys after p_after and not beyond p_through; null means no bound.';
