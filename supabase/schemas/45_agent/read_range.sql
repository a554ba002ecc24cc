create or replace function cutover_agent.read_range(p_endpoint uuid, p_after text[], p_through text[])
returns table (key text[], row_values text[])
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
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
begin
  return query execute format('select %s, %s from %s order by %s',
    cutover_agent.values_expression(v_endpoint, 't', v_endpoint.key_length),
    cutover_agent.values_expression(v_endpoint, 't', cardinality(v_endpoint.columns)),
    cutover_agent.range_source(v_endpoint, 't', p_after, p_through),
    array_to_string(cutover_agent.ordered_key(v_endpoint, 't'), ', '));
end
$$;

comment on function cutover_agent.read_range(uuid, text[], text[]) is 'The rows after the key p_after (null: from the start) and not beyond p_through, in this side''s own key order.';
