create or replace function cutover_agent.drop_control(p_name text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
begin
  perform cutover_agent.unregister_endpoint(e.id) from cutover_agent.endpoints e where e.schema_name = 'cutover_agent' and e.table_name = 'control_' || p_name;
  execute format('drop table if exists cutover_agent.%I', 'control_' || p_name);
end
$$;

comment on function cutover_agent.drop_control(text) is 'Takes the table of cutover_agent.create_control away, and what is registered for it.';
