create or replace function cutover_agent.checksum(p_endpoint uuid, p_after text[], p_through text[], p_leaves integer)
returns table (leaf integer, row_count bigint, sum_high numeric, sum_low numeric)
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
  -- No xor: it lets equal pairs cancel. Two sums and the count do not.
  return query execute format(
    'select leaf, count(*), sum(hash >> 32), sum(hash & 4294967295)
     -- OFFSET 0: or the hash is taken once for each of the sums.
     from (select (%s & 2147483647)::integer %% %s as leaf, %s as hash from %s offset 0) as h
     group by leaf',
    cutover_agent.hash_expression(v_endpoint.columns[1:v_endpoint.key_length], v_endpoint.classes[1:v_endpoint.key_length]),
    p_leaves,
    cutover_agent.hash_expression(v_endpoint.columns, v_endpoint.classes),
    cutover_agent.range_source(v_endpoint, 't', p_after, p_through));
end
$$;

comment on function cutover_agent.checksum(uuid, text[], text[], integer) is 'Order-independent checksum of the rows in a key range, grouped into p_leaves leaves by the hash of the key.';
