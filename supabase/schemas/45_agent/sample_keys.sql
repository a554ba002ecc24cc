create or replace function cutover_agent.sample_keys(p_endpoint uuid, p_count integer)
returns setof text
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
  -- Another system's table would be sent whole.
  if v_endpoint.enforces_key then
    return query execute cutover_agent.sample_statement(v_endpoint, p_count);
  end if;
end
$$;

comment on function cutover_agent.sample_keys(uuid, integer) is 'Up to p_count keys (text[] literals) at random, spread over the table. None of a foreign table.';
