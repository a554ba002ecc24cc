create or replace function cutover_agent.cascade_into(p_endpoint cutover_agent.endpoints, p_ordinals integer[], p_endpoints uuid[])
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with recursive reached as (
    select f.conrelid, f.conname from pg_constraint f where f.confrelid = p_endpoint.relation and f.contype = 'f' and f.confdeltype = 'c'
    union
    select f.conrelid, r.conname from reached r join pg_constraint f on f.confrelid = r.conrelid and f.contype = 'f' and f.confdeltype = 'c'
  )
  select min(r.conname::text)
  from reached r join cutover_agent.endpoints e on e.relation = r.conrelid
  where e.id in (select p_endpoints[o] from unnest(p_ordinals) as o)
$$;

comment on function cutover_agent.cascade_into(cutover_agent.endpoints, integer[], uuid[]) is 'The foreign key by which a delete from this table reaches one of those of p_endpoints that p_ordinals name, at whatever distance; null if none does. A refused row of such a table may still stand under the parent that it has left: it would go, and its own children with it.';
