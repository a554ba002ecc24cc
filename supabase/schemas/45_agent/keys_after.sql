create or replace function cutover_agent.keys_after(p_endpoint uuid, p_after text[], p_limit integer)
returns setof text[]
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
  return query execute format('select %s from %s order by %s limit %s',
    cutover_agent.values_expression(v_endpoint, 't', v_endpoint.key_length),
    cutover_agent.range_source(v_endpoint, 't', p_after, null),
    array_to_string(cutover_agent.ordered_key(v_endpoint, 't'), ', '),
    p_limit);
end
$$;

comment on function cutover_agent.keys_after(uuid, text[], integer) is 'The next p_limit keys after p_after (null: from the start) in this side''s own key order.';
