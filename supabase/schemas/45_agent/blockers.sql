create or replace function cutover_agent.blockers(p_endpoints uuid[], p_relations oid[] default '{}')
returns text
language sql
security definer
set search_path = ''
begin atomic
  select coalesce(string_agg(format('pid %s, %s, in transaction for %s s, application %s', a.pid, a.usename,
    round(extract(epoch from clock_timestamp() - a.xact_start)), coalesce(nullif(a.application_name, ''), '(none)')), '; ' order by a.xact_start), '')
  from pg_stat_activity a
  where a.pid <> pg_backend_pid()
    and exists (
      select from pg_locks l
      where l.pid = a.pid and l.granted and l.locktype = 'relation' and l.mode <> 'AccessShareLock' or
        l.pid = a.pid and l.granted and l.locktype = 'relation' and l.relation = any (p_relations)
      having bool_or(l.relation in (
        select e.relation from cutover_agent.endpoints e where e.id = any (p_endpoints)
        union all select unnest(p_relations)
        union all select p.relid from cutover_agent.endpoints e, pg_partition_tree(e.relation) p where e.id = any (p_endpoints))));
end;

comment on function cutover_agent.blockers(uuid[], oid[]) is 'The sessions that hold locks in the way of a barrier on these endpoints (and relations, such as routed views): pid, user, age, application.';
