-- Nothing of ours lies in public, and nothing in public or in a temporary schema stands in for what our functions call.
begin;
set local search_path = extensions, public;
select plan(4);
create temporary view ours as select oid from pg_namespace where nspname in ('cutover', 'cutover_private', 'cutover_agent');
select is_empty($$select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'public'::regnamespace and pg_get_userbyid(p.proowner) = 'postgres' and p.proname ~ 'cutover'
  union all select c.oid::regclass::text from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname ~ 'cutover'$$, 'nothing of ours in public');
select is_empty($$select t.tgrelid::regclass::text, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
  where c.relnamespace in (select oid from ours) and not t.tgisinternal and p.pronamespace not in (select oid from ours)$$, 'our tables have our triggers only');
select is_empty($$select p.oid::regprocedure::text from pg_proc p where p.pronamespace in (select oid from ours) and p.prosrc ~ '\mdblink(_\w+)?\(' and p.prosrc !~ 'extensions\.dblink'$$, 'extensions are called by their schema');
create function pg_temp.to_regclass(text) returns regclass language sql as $$ select null::regclass $$;
create temporary table pg_namespace (oid oid);
select lives_ok($$select cutover.status()$$, 'temporary objects of the same name change nothing');
select * from finish();
rollback;
