create or replace function cutover_agent.key_at(p_endpoint uuid, p_after text[], p_through text[], p_position integer)
returns text[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set xmloption = 'content'
set array_nulls = on
set row_security = off
set jit = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_key text[];
begin
  -- To step over rows in the index takes a third of the time that numbering them does.
  execute format('select %s from %s order by %s offset %s limit 1',
    cutover_agent.values_expression(v_endpoint, 't', v_endpoint.key_length),
    cutover_agent.range_source(v_endpoint, 't', p_after, p_through),
    array_to_string(cutover_agent.ordered_key(v_endpoint, 't'), ', '), p_position - 1) into v_key;
  return v_key;
end
$$;

comment on function cutover_agent.key_at(uuid, text[], text[], integer) is 'The key of the row number p_position, counted from 1, among those after p_after and not beyond p_through; null if there are fewer rows.';
