create or replace function cutover_private.end_overdue_queries()
returns integer
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  -- statement_timeout counts from the beginning of a worker's minute; nothing inside can set another one.
  select count(pg_cancel_backend(l.pid))::integer
  from pg_locks l
  where l.locktype = 'advisory' and l.objsubid = 2 and l.granted
    and l.database = (select d.oid from pg_database d where d.datname = current_database())
    and l.classid = (hashtext('cutover deadline')::bigint & 4294967295)::oid
    and l.objid::bigint < extract(epoch from clock_timestamp()) - 1700000000
$$;

revoke all on function cutover_private.end_overdue_queries() from public;
comment on function cutover_private.end_overdue_queries() is 'Cancels golden queries and shadow reads on this server whose time is over (cutover_private.begin_deadline). Returns how many.';
