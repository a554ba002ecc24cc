create or replace function cutover_agent.set_triggers(p_endpoint cutover_agent.endpoints, p_kind text, p_enabled boolean)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_partition record;
  v_partitions oid[] := cutover_agent.cover_partitions(p_endpoint);
begin
  if not p_endpoint.controls_writes then
    return;
  end if;
  -- From here on every write is captured; a partition that comes or goes later is noticed by take_changes.
  if p_kind = 'capture' and p_enabled and exists (
    select from pg_trigger t where t.tgrelid = p_endpoint.relation and t.tgname = format('cutover_capture_%s', p_endpoint.number) and t.tgenabled = 'D'
  ) then
    update cutover_agent.endpoints set partitions = v_partitions where id = p_endpoint.id and partitions <> v_partitions;
  end if;
  -- ALTER TABLE takes share row exclusive: it waits for writers in flight and binds every snapshot, which no flag does.
  execute format('alter table %1$I.%2$I %3$s trigger cutover_%4$s_%5$s, %3$s trigger cutover_%4$s_truncate_%5$s',
    p_endpoint.schema_name, p_endpoint.table_name,
    case when p_enabled then 'enable always' else 'disable' end, p_kind, p_endpoint.number);
  for v_partition in
    select n.nspname, c.relname
    from unnest(v_partitions) as u(oid) join pg_class c on c.oid = u.oid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p')
  loop
    execute format('alter table %I.%I %s trigger cutover_%s_truncate_%s', v_partition.nspname, v_partition.relname,
      case when p_enabled then 'enable always' else 'disable' end, p_kind, p_endpoint.number);
  end loop;
end
$$;

comment on function cutover_agent.set_triggers(cutover_agent.endpoints, text, boolean) is 'Enables (always) or disables the capture or guard triggers of an endpoint under a lock that waits for writers in flight. Nothing on a table whose writes cannot be controlled.';
