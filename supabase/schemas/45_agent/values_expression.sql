create or replace function cutover_agent.values_expression(p_endpoint cutover_agent.endpoints, p_alias text, p_count integer)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select format('array[%s]', string_agg(format('%s.%I::text', p_alias, p_endpoint.columns[i]), ', ' order by i))
  from generate_series(1, p_count) as i
$$;

comment on function cutover_agent.values_expression(cutover_agent.endpoints, text, integer) is 'SQL expression: the first p_count values of the row called p_alias as text[], for transport. The caller pins the output settings.';
