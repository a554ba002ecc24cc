create or replace function cutover_agent.blockers_text(p_endpoints uuid[], p_relations oid[] default '{}')
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(string_agg(format('pid %s (%s, %s) in a transaction for %s s', b.pid, b.user_name, b.application, b.open_seconds), '; '), 'no session holds the tables any more')
  from cutover_agent.blockers(p_endpoints, p_relations) b
$$;

comment on function cutover_agent.blockers_text(uuid[], oid[]) is 'cutover_agent.blockers as one line for an error''s detail.';
