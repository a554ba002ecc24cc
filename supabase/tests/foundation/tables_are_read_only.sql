-- People read tables through policies and write none.
begin;
set local search_path = extensions, public;
select plan(3);

select is_empty($$
  select c.oid::regclass::text
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('cutover', 'cutover_private') and c.relkind in ('r', 'p') and not c.relrowsecurity
   order by 1
$$, 'every table has row level security');
select is_empty($$
  select r.role || ' ' || c.oid::regclass::text
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    cross join unnest(array['authenticated', 'service_role']) r (role)
   where n.nspname in ('cutover', 'cutover_private') and c.relkind in ('r', 'p', 'v')
     and has_table_privilege(r.role, c.oid, 'insert, update, delete, truncate, trigger, references')
   order by 1
$$, 'neither people nor keys can write a table');
select is_empty($$
  select c.oid::regclass::text
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where n.nspname = 'cutover_private' and c.relkind in ('r', 'p', 'v')
     and (has_table_privilege('authenticated', c.oid, 'select') or has_table_privilege('service_role', c.oid, 'select'))
   order by 1
$$, 'internal tables cannot be read either');

select * from finish();
rollback;
