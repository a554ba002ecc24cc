create or replace function cutover_agent.trigger_faults(p_endpoint uuid, p_kind text)
returns setof text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
begin
  if not v_endpoint.controls_writes then
    return;
  end if;
  return query
  with wanted as (
    select format('cutover_%s_%s', p_kind, v_endpoint.number) as name
    union all select format('cutover_%s_truncate_%s', p_kind, v_endpoint.number)
  ), relations as (
    select v_endpoint.relation as oid
    union select p.relid::oid from pg_partition_tree(v_endpoint.relation) p
  )
  select format('trigger %s on %I.%I is %s', w.name, n.nspname, c.relname, case when t.oid is null then 'gone' else 'not enabled always' end)
  from wanted w
  cross join relations r
  join pg_class c on c.oid = r.oid and c.relkind in ('r', 'p')
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_trigger t on t.tgrelid = r.oid and t.tgname = w.name
  -- A new partition gets its TRUNCATE triggers when it is noticed, soon.
  where t.tgenabled <> 'A' or t.oid is null and r.oid = v_endpoint.relation
  order by w.name, n.nspname, c.relname;
end
$$;

comment on function cutover_agent.trigger_faults(uuid, text) is 'Triggers of an endpoint (p_kind guard or capture) that have to be enabled always, and are not, or are gone; those of each partition as well.';
