create or replace function cutover_agent.chunk_bounds(p_endpoint uuid, p_chunk_rows integer)
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
  v_key_columns text;
begin
  select string_agg(format('t.%I', c), ', ' order by n) into v_key_columns
  from unnest(v_endpoint.columns[1:v_endpoint.key_length]) with ordinality as u(c, n);
  return query execute format(
    'select %s from (select %s, row_number() over (order by %s) as "cutover row number" from %s) t where t."cutover row number" %% %s = 0 order by t."cutover row number"',
    cutover_agent.values_expression(v_endpoint, 't', v_endpoint.key_length),
    v_key_columns, array_to_string(cutover_agent.ordered_key(v_endpoint, 't'), ', '), cutover_agent.range_source(v_endpoint, 't', null, null), p_chunk_rows);
end
$$;

comment on function cutover_agent.chunk_bounds(uuid, integer) is 'Every p_chunk_rows-th key in key order: where the chunks of a full reconciliation end.';
