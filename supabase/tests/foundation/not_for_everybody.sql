-- Nothing of ours is open to PUBLIC or to people who are not signed in.
begin;
set local search_path = extensions, public;
select plan(4);

select is_empty($$
  select p.oid::regprocedure::text
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('cutover', 'cutover_private', 'cutover_agent')
     and has_function_privilege('anon', p.oid, 'execute')
     -- A routed view asks it, by no name that anon could find.
     and p.proname not in ('read_side', 'decide_read_side')
   order by 1
$$, 'anon can execute no function');
select is_empty($$
  select c.oid::regclass::text
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('cutover', 'cutover_private', 'cutover_agent') and c.relkind in ('r', 'p', 'v', 'm')
     and has_table_privilege('anon', c.oid, 'select, insert, update, delete, truncate')
   order by 1
$$, 'anon can read and write no table');
select ok(not has_schema_privilege('anon', 'cutover', 'usage'), 'anon cannot use the schema');

select is_empty($$select rolname from pg_catalog.pg_roles where has_schema_privilege(oid, 'cutover_routing', 'usage') and not rolsuper and rolname !~ '^(postgres|pg_)'$$,
  'nobody finds what routed views stand on');

select * from finish();
rollback;
