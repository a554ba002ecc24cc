create or replace function cutover_agent.ordered_key(p_endpoint cutover_agent.endpoints, p_alias text)
returns text[]
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  -- A wrapper hands comparisons down to a system that may order text in another way than this one, or only one of comparison and
  -- sort, and rows would be skipped. What every system orders alike goes down; the rest is ordered here, by its text.
  select array_agg(case
      when p_endpoint.enforces_key or p_endpoint.classes[i] in ('integer', 'numeric', 'date', 'timestamp') then format('%s.%I', p_alias, p_endpoint.columns[i])
      else format('%s.%I::text collate "C"', p_alias, p_endpoint.columns[i]) end order by i)
  from generate_series(1, p_endpoint.key_length) as i
$function$;

comment on function cutover_agent.ordered_key(cutover_agent.endpoints, text) is 'SQL expressions by which the rows of a table are ordered and cut into ranges: its key columns, or, of a foreign table, what gives the same order there and here.';
