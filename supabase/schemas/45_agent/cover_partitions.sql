create or replace function cutover_agent.cover_partitions(p_endpoint cutover_agent.endpoints)
returns oid[]
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_partition record;
  v_trigger record;
  v_all oid[];
begin
  if not exists (select from pg_class c where c.oid = p_endpoint.relation and c.relkind = 'p') then
    return '{}'::oid[];
  end if;
  select array_agg(t.relid::oid order by t.relid::oid) into v_all from pg_partition_tree(p_endpoint.relation) t where t.relid <> p_endpoint.relation;
  -- Row triggers are cloned to each partition, triggers for TRUNCATE are not.
  for v_partition in
    select c.oid, n.nspname, c.relname
    from unnest(v_all) as u(oid) join pg_class c on c.oid = u.oid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p')
      and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = format('cutover_guard_truncate_%s', p_endpoint.number))
  loop
    execute format('create trigger cutover_capture_truncate_%1$s after truncate on %2$I.%3$I for each statement execute function cutover_agent.capture_%1$s()',
      p_endpoint.number, v_partition.nspname, v_partition.relname);
    execute format('create trigger cutover_guard_truncate_%1$s before truncate on %2$I.%3$I for each statement execute function cutover_agent.guard(%4$L)',
      p_endpoint.number, v_partition.nspname, v_partition.relname, p_endpoint.id);
    for v_trigger in
      select t.tgname, t.tgenabled from pg_trigger t
      where t.tgrelid = p_endpoint.relation
        and t.tgname in (format('cutover_capture_truncate_%s', p_endpoint.number), format('cutover_guard_truncate_%s', p_endpoint.number))
    loop
      execute format('alter table %I.%I %s trigger %I', v_partition.nspname, v_partition.relname,
        case v_trigger.tgenabled when 'D' then 'disable' else 'enable always' end, v_trigger.tgname);
    end loop;
  end loop;
  return coalesce(v_all, '{}'::oid[]);
end
$$;

comment on function cutover_agent.cover_partitions(cutover_agent.endpoints) is 'Puts the TRUNCATE triggers on partitions that have none yet, in the state of the partitioned table''s own. Returns all partitions.';
