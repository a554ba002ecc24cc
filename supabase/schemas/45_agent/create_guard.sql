create or replace function cutover_agent.create_guard(p_endpoint cutover_agent.endpoints)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('create trigger cutover_guard_%s before insert or update or delete on %I.%I for each row execute function cutover_agent.guard(%L)',
    p_endpoint.number, p_endpoint.schema_name, p_endpoint.table_name, p_endpoint.id);
  execute format('create trigger cutover_guard_truncate_%s before truncate on %I.%I for each statement execute function cutover_agent.guard(%L)',
    p_endpoint.number, p_endpoint.schema_name, p_endpoint.table_name, p_endpoint.id);
end
$$;

comment on function cutover_agent.create_guard(cutover_agent.endpoints) is 'Creates the guard triggers of an endpoint.';
