create or replace function cutover_agent.close_guard(p_endpoint cutover_agent.endpoints)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('alter table %I.%I enable always trigger cutover_guard_%s', p_endpoint.schema_name, p_endpoint.table_name, p_endpoint.number);
end
$$;

comment on function cutover_agent.close_guard(cutover_agent.endpoints) is 'Puts a guard that open_guard has opened back in force. Deferred constraints have to be checked before: no trigger can be changed while one waits.';
