create or replace function cutover_agent.wrapper(p_relation oid)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(e.extname, w.fdwname)::text
  from pg_foreign_table t
  join pg_foreign_server s on s.oid = t.ftserver
  join pg_foreign_data_wrapper w on w.oid = s.srvfdw
  left join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = w.fdwhandler and d.deptype = 'e'
  left join pg_extension e on e.oid = d.refobjid
  where t.ftrelid = p_relation
$$;

comment on function cutover_agent.wrapper(oid) is 'The extension that reads a foreign table (mysql_fdw, postgres_fdw, wrappers); null for a table.';
