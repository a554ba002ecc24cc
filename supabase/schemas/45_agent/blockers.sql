create or replace function cutover_agent.blockers(p_endpoints uuid[], p_relations oid[] default '{}', p_minimum_seconds numeric default 0)
returns table (pid integer, user_name text, open_seconds numeric, application text)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  with relations as (
    select e.relation as oid from cutover_agent.endpoints e where e.id = any (p_endpoints)
    union
    select p.relid from cutover_agent.endpoints e cross join pg_partition_tree(e.relation) p where e.id = any (p_endpoints)
  )
  select a.pid, a.usename::text, round(extract(epoch from clock_timestamp() - a.xact_start)::numeric, 1),
    coalesce(nullif(a.application_name, ''), a.backend_type)
  from pg_stat_activity a
  where a.pid <> pg_backend_pid()
    and a.xact_start < clock_timestamp() - make_interval(secs => p_minimum_seconds::double precision)
    and exists (
      select from pg_locks l
      where l.pid = a.pid and l.granted and l.locktype = 'relation'
        and l.database = (select d.oid from pg_database d where d.datname = current_database())
        -- A reader holds nobody up on a table, but does on a view that is to be replaced.
        and (l.relation in (select r.oid from relations r) and l.mode <> 'AccessShareLock' or l.relation = any (p_relations)))
  order by a.xact_start
$$;

comment on function cutover_agent.blockers(uuid[], oid[], numeric) is 'Sessions in transactions open for at least p_minimum_seconds that hold locks in the way of a barrier on these endpoints (and relations, such as routed views).';
