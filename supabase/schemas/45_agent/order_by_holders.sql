create or replace function cutover_agent.order_by_holders(p_relations oid[])
returns oid[]
language sql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
  -- Transactions keep every lock until they end, so the relation that they touch first is the one most of them hold.
  -- Whoever locks in that order meets new transactions at their first step, where they hold nothing that is needed here,
  -- and lets those under way run to their end. The other way round the barrier and the writers would wait in a circle.
  select coalesce(array_agg(r.oid order by (
      select count(distinct l.pid)
      from pg_locks l
      where l.granted and l.locktype = 'relation' and l.mode <> 'AccessShareLock' and l.pid <> pg_backend_pid()
        and l.database = (select d.oid from pg_database d where d.datname = current_database())
        and (l.relation = r.oid or l.relation in (select p.relid from pg_partition_tree(r.oid) p))
    ) desc, r.n), '{}')
  from unnest(p_relations) with ordinality as r(oid, n)
$$;

comment on function cutover_agent.order_by_holders(oid[]) is 'These relations, those that most open transactions hold first; at par in the order given. The order in which a barrier has to lock.';
