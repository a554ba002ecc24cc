create or replace function cutover_agent.range_condition(p_endpoint cutover_agent.endpoints, p_alias text, p_after text[], p_through text[])
returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
  v_key text[] := cutover_agent.ordered_key(p_endpoint, p_alias);
  v_after text[];
  v_through text[];
  v_type text;
  v_beyond text;
  v_within text;
begin
  for i in 1 .. p_endpoint.key_length loop
    v_type := case when v_key[i] like '%collate "C"' then 'text' else p_endpoint.types[i] end;
    v_after[i] := format('%L::%s', p_after[i], v_type);
    v_through[i] := format('%L::%s', p_through[i], v_type);
  end loop;
  if p_endpoint.enforces_key then
    return concat_ws(' and ', 'true', cutover_agent.bound_condition(p_endpoint, p_alias, '>', p_after),
      cutover_agent.bound_condition(p_endpoint, p_alias, '<=', p_through));
  end if;
  -- Wrappers hand down comparisons of columns, but not of rows of columns.
  for i in reverse p_endpoint.key_length .. 1 loop
    v_beyond := case when v_beyond is null then format('%s > %s', v_key[i], v_after[i])
      else format('%1$s >= %2$s and (%1$s > %2$s or %3$s)', v_key[i], v_after[i], v_beyond) end;
    v_within := case when v_within is null then format('%s <= %s', v_key[i], v_through[i])
      else format('%1$s <= %2$s and (%1$s < %2$s or %3$s)', v_key[i], v_through[i], v_within) end;
  end loop;
  return concat_ws(' and ', 'true', case when p_after is not null then v_beyond end, case when p_through is not null then v_within end);
end
$function$;

comment on function cutover_agent.range_condition(cutover_agent.endpoints, text, text[], text[]) is 'SQL condition: the key of the row called p_alias lies after p_after and not beyond p_through; null means no bound.';
