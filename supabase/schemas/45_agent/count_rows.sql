create or replace function cutover_agent.count_rows(p_endpoint uuid)
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_count bigint;
begin
  execute format('select count(*) from %I.%I', v_endpoint.schema_name, v_endpoint.table_name) into v_count;
  return v_count;
end
$$;

comment on function cutover_agent.count_rows(uuid) is 'The exact number of rows of the table on this side.';
