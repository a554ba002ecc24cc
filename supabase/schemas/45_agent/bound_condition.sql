create or replace function cutover_agent.bound_condition(p_endpoint cutover_agent.endpoints, p_alias text, p_operator text, p_key text[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  -- A bound may come from the other side, whose keys can be larger than this side's type holds.
  v_types text[] := array(select case when t in ('smallint', 'integer') then 'bigint' else t end
    from unnest(p_endpoint.types[: p_endpoint.key_length]) with ordinality as u(t, n) order by n);
  v_columns text;
  v_values text;
  v_after text := 'false';
begin
  if p_key is null then
    return null;
  end if;
  if not exists (select from unnest(p_endpoint.types[: p_endpoint.key_length]) as t where cutover_agent.comparison(t, '>') <> '>') then
    select string_agg(format('%s.%I', p_alias, p_endpoint.columns[i]), ', ' order by i),
      string_agg(format('%L::%s', p_key[i], v_types[i]), ', ' order by i)
    into v_columns, v_values
    from generate_series(1, p_endpoint.key_length) as i;
    return format('(%s) %s (%s)', v_columns, p_operator, v_values);
  end if;
  -- Rows compare by operators of one name that are in the search path; where an extension brings its own, column by column.
  for i in reverse p_endpoint.key_length .. 1 loop
    v_after := format('(%1$s.%2$I %3$s %4$L::%5$s or %1$s.%2$I %6$s %4$L::%5$s and %7$s)', p_alias, p_endpoint.columns[i],
      cutover_agent.comparison(p_endpoint.types[i], '>'), p_key[i], v_types[i],
      cutover_agent.comparison(p_endpoint.types[i], '='), v_after);
  end loop;
  return case p_operator when '>' then v_after else 'not ' || v_after end;
end
$$;

comment on function cutover_agent.bound_condition(cutover_agent.endpoints, text, text, text[]) is 'SQL condition: the key of the row called p_alias is > (or <=) p_key in this side''s own order. Null for no key.';
