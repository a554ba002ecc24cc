create or replace function cutover_agent.leaf_hashes(p_endpoint uuid, p_after text[], p_through text[], p_leaves integer, p_wanted integer[])
returns table (key text, hash bigint)
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
begin
  return query execute format(
    'select (%s)::text, %s from %s and (%s & 2147483647)::integer %% %s = any ($1)',
    cutover_agent.values_expression(v_endpoint, 't', v_endpoint.key_length),
    cutover_agent.hash_expression(v_endpoint.columns, v_endpoint.classes),
    cutover_agent.range_source(v_endpoint, 't', p_after, p_through),
    cutover_agent.hash_expression(v_endpoint.columns[1:v_endpoint.key_length], v_endpoint.classes[1:v_endpoint.key_length]),
    p_leaves)
  using p_wanted;
end
$$;

comment on function cutover_agent.leaf_hashes(uuid, text[], text[], integer, integer[]) is 'Key and row hash of every row of the wanted leaves of a key range: the second look at leaves whose checksums differ.';
