create or replace function cutover_agent.range_columns(p_endpoint cutover_agent.endpoints, p_after text[], p_through text[], p_types text[])
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  select format('(select %s from %s order by %s) as r',
    string_agg(format(case when u.type = u.wanted then 't.%I as c%s' else 't.%I::text as c%s' end, u.name, u.n), ', ' order by u.n),
    cutover_agent.range_source(p_endpoint, 't', p_after, p_through),
    array_to_string(cutover_agent.ordered_key(p_endpoint, 't'), ', '))
  from unnest(p_endpoint.columns, p_endpoint.types, p_types) with ordinality as u(name, type, wanted, n)
$function$;

comment on function cutover_agent.range_columns(cutover_agent.endpoints, text[], text[], text[]) is 'SQL: the rows of a key range as r(c1, c2, ...) in canonical order. A column that has its wanted type goes as it is, any other as text.';
