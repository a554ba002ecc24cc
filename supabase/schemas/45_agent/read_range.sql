create or replace function cutover_agent.read_range(p_endpoint uuid, p_after text[], p_limit integer)
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
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_key_columns text;
begin
  select string_agg(format('t.%I', c), ', ' order by n) into v_key_columns
  from unnest(v_endpoint.columns[1:v_endpoint.key_length]) with ordinality as u(c, n);
  return query execute format('select %s, %s from %I.%I t where %s order by %s limit %s',
    cutover_agent.values_expression(v_endpoint, 't', v_endpoint.key_length),
    cutover_agent.values_expression(v_endpoint, 't', cardinality(v_endpoint.columns)),
    v_endpoint.schema_name, v_endpoint.table_name,
    cutover_agent.range_condition(v_endpoint, 't', p_after, null),
    v_key_columns, p_limit);
end
$$;

comment on function cutover_agent.read_range(uuid, text[], integer) is 'The next p_limit rows after the key p_after (null: from the start) in this side''s own key order.';
