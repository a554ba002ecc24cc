-- Every schema, table, view, function and procedure of ours says what it is for; codes that they name or raise are registered.
-- With a group registered: functions that the agent makes for its tables count as well.
\ir ../pipeline/setup.inc
select plan(5);
create temporary view ours as select oid, nspname from pg_namespace where nspname in ('cutover', 'cutover_private', 'cutover_agent');
select is((select count(*) from ours where obj_description(oid, 'pg_namespace') is not null), 3::bigint, 'three schemas');
select is_empty($$
  select c.oid::regclass::text from pg_class c join ours n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and coalesce(length(obj_description(c.oid, 'pg_class')), 0) < 10
    -- The sequence of an identity column belongs to its column.
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i')
$$, 'tables, views and sequences');
select is_empty($$
  select p.oid::regprocedure::text from pg_proc p join ours n on n.oid = p.pronamespace where coalesce(length(obj_description(p.oid, 'pg_proc')), 0) < 10
$$, 'functions and procedures');
select is_empty($$
  select p.oid::regprocedure::text, m[1] from pg_proc p join ours n on n.oid = p.pronamespace
  cross join regexp_matches(concat(obj_description(p.oid, 'pg_proc'), ' ', p.prosrc, ' ', pg_get_function_sqlbody(p.oid)), '\mCT\d{3}\M', 'g') m
  -- CT999 is how a dry run comes out of its subtransaction; nobody ever sees it.
  where m[1] <> 'CT999' and not exists (select from cutover.error_codes e where e.code = m[1])
$$, 'every code that a function names is registered');
select is_empty($$
  select code from cutover.error_codes where least(length(title), length(remedy)) < 5
  union all select id from cutover.rules where least(length(title), length(why), length(remediation)) < 20
  union all select key from cutover.settings where length(description) < 10
$$, 'codes, rules and settings say what they mean');
select * from finish();
rollback;
