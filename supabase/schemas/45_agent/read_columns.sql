create or replace function cutover_agent.read_columns(p_endpoint uuid, p_after text[], p_through text[])
returns setof record
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
set enable_seqscan = off
set jit = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
begin
  return query execute format('select r.* from %s',
    cutover_agent.range_columns(v_endpoint, p_after, p_through, array_fill('text'::text, array[cardinality(v_endpoint.columns)])));
end
$$;

comment on function cutover_agent.read_columns(uuid, text[], text[]) is 'The rows after the key p_after (null: from the start) and not beyond p_through, each value as text in a column of its own, c1, c2 and so on in canonical order: what copy_rows on another server takes in.';
