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
set array_nulls = on
set row_security = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_key text := array_to_string(cutover_agent.ordered_key(v_endpoint, 't'), ', ');
  v_sizes text := cutover_agent.wide_sizes(v_endpoint, 't');
begin
  if v_sizes is null then
    return query execute format('select %s, %s from %s order by %s limit %s',
      cutover_agent.values_expression(v_endpoint, 't', v_endpoint.key_length),
      cutover_agent.values_expression(v_endpoint, 't', cardinality(v_endpoint.columns)),
      cutover_agent.range_source(v_endpoint, 't', p_after, null), v_key, p_limit);
    return;
  end if;
  -- A chunk ends after 8 MB of large values, whatever the number of rows; one row at least.
  return query execute format(
    'select %1$s, %2$s
     from (select t.*, sum(%3$s) over (order by %4$s rows between unbounded preceding and 1 preceding) as "cutover size before" from %5$s order by %4$s limit %6$s) t
     where coalesce(t."cutover size before", 0) < 8388608 order by %4$s',
    cutover_agent.values_expression(v_endpoint, 't', v_endpoint.key_length),
    cutover_agent.values_expression(v_endpoint, 't', cardinality(v_endpoint.columns)),
    v_sizes, v_key, cutover_agent.range_source(v_endpoint, 't', p_after, null), p_limit);
end
$$;

comment on function cutover_agent.read_range(uuid, text[], integer) is 'The next p_limit rows after the key p_after (null: from the start) in this side''s own key order.';
