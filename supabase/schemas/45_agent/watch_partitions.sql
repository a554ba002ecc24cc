create or replace function cutover_agent.watch_partitions(p_endpoint cutover_agent.endpoints)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '150ms'
as $$
declare
  v_now oid[];
  v_partition record;
begin
  -- Only while capture is on: rows noted before that would go over, and what then becomes of them would stay unseen.
  if not exists (select from pg_class c where c.oid = p_endpoint.relation and c.relkind = 'p') or not exists (
    select from pg_trigger t where t.tgrelid = p_endpoint.relation and t.tgname = format('cutover_capture_%s', p_endpoint.number) and t.tgenabled <> 'D'
  ) then
    return;
  end if;
  select array_agg(t.relid::oid order by t.relid::oid) into v_now from pg_partition_tree(p_endpoint.relation) t where t.relid <> p_endpoint.relation;
  v_now := coalesce(v_now, '{}');
  if v_now = p_endpoint.partitions then
    return;
  end if;
  perform cutover_agent.cover_partitions(p_endpoint);
  -- Whoever attaches, detaches or drops a partition moves rows past every trigger.
  for v_partition in
    select n.nspname, c.relname
    from unnest(v_now) as u(oid) join pg_class c on c.oid = u.oid join pg_namespace n on n.oid = c.relnamespace
    where u.oid <> all (p_endpoint.partitions) and c.relkind <> 'p'
  loop
    execute format('insert into cutover_agent.journal (endpoint_number, key) select %s, %s from %I.%I t', p_endpoint.number,
      cutover_agent.values_expression(p_endpoint, 't', p_endpoint.key_length), v_partition.nspname, v_partition.relname);
  end loop;
  if not p_endpoint.partitions <@ v_now then
    insert into cutover_agent.journal (endpoint_number, key) values (p_endpoint.number, null);
  end if;
  update cutover_agent.endpoints set partitions = v_now where id = p_endpoint.id;
exception when lock_not_available then
  null; -- A writer is at work on a new partition; the next round tries again.
end
$$;

comment on function cutover_agent.watch_partitions(cutover_agent.endpoints) is 'If partitions of the truth came or went while it is captured: notes the rows that came with them, and, as a TRUNCATE, that rows have gone. The caller pins the output settings.';
