create or replace function cutover_agent.lock_tables(p_endpoints uuid[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_relations oid[];
  v_relation oid;
begin
  select coalesce(array_agg(e.relation order by u.n) filter (where e.controls_writes), '{}') into v_relations
  from unnest(p_endpoints) with ordinality as u(id, n) cross join lateral cutover_agent.endpoint(u.id) e;
  foreach v_relation in array cutover_agent.order_by_holders(v_relations) loop
    execute (select format('lock table %I.%I in share row exclusive mode', n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = v_relation);
  end loop;
end
$$;

comment on function cutover_agent.lock_tables(uuid[]) is 'Locks the tables of these endpoints: writers in flight have ended, new ones wait, readers go on. The caller sets lock_timeout.';
