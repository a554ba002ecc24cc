create or replace function cutover_agent.set_triggers(p_endpoint cutover_agent.endpoints, p_kind text, p_enabled boolean)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if not p_endpoint.controls_writes then
    return;
  end if;
  -- ALTER TABLE takes share row exclusive: it waits for writers in flight and binds every snapshot, which no flag does.
  execute format('alter table %1$I.%2$I %3$s trigger cutover_%4$s_%5$s, %3$s trigger cutover_%4$s_truncate_%5$s',
    p_endpoint.schema_name, p_endpoint.table_name,
    case when p_enabled then 'enable always' else 'disable' end, p_kind, p_endpoint.number);
end
$$;

comment on function cutover_agent.set_triggers(cutover_agent.endpoints, text, boolean) is 'Enables (always) or disables the capture or guard triggers of an endpoint under a lock that waits for writers in flight. Nothing on a table whose writes cannot be controlled.';
