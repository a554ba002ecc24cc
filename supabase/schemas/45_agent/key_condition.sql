create or replace function cutover_agent.key_condition(p_endpoint cutover_agent.endpoints, p_alias text, p_key text)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select string_agg(format('%s.%I %s (%s)[%s]::%s', p_alias, p_endpoint.columns[i], cutover_agent.comparison(p_endpoint.types[i], '='), p_key, i,
    p_endpoint.types[i]), ' and ' order by i)
  from generate_series(1, p_endpoint.key_length) as i
$$;

comment on function cutover_agent.key_condition(cutover_agent.endpoints, text, text) is 'SQL condition: the row called p_alias has the key that the text[] expression p_key holds.';
