create or replace function cutover_agent.range_condition(p_endpoint cutover_agent.endpoints, p_alias text, p_after text[], p_through text[])
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  with key as (
    select string_agg(format('%s.%I', p_alias, p_endpoint.columns[i]), ', ' order by i) as columns,
      string_agg(format('%L::%s', p_after[i], p_endpoint.types[i]), ', ' order by i) as after,
      string_agg(format('%L::%s', p_through[i], p_endpoint.types[i]), ', ' order by i) as through
    from generate_series(1, p_endpoint.key_length) as i
  )
  select concat_ws(' and ', 'true',
    case when p_after is not null then format('(%s) > (%s)', columns, after) end,
    case when p_through is not null then format('(%s) <= (%s)', columns, through) end)
  from key
$function$;

comment on function cutover_agent.range_condition(cutover_agent.endpoints, text, text[], text[]) is 'SQL condition: the key of the row called p_alias lies after p_after and not beyond p_through; null means no bound.';
