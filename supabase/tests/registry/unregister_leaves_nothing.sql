-- Unregistering takes away all that registration brought: triggers, functions, views, journal. Tables and rows stay.
\ir setup.inc
select plan(15);
create table old.item (id bigint primary key, name text);
create table new.item (id bigint primary key, name text);
create function new.shout() returns trigger language plpgsql as $$ begin new.name := upper(new.name); return new; end $$;
create trigger shout before insert on new.item for each row execute function new.shout();
create function pg_temp.things() returns setof text language sql as $$
  select 'relation ' || c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('cutover_private', 'cutover_agent', 'old', 'new', 'shop')
  union all select 'function ' || p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('cutover_private', 'cutover_agent')
  union all select 'trigger ' || t.tgname || ' ' || t.tgenabled::text from pg_trigger t where t.tgrelid in ('old.item'::regclass, 'new.item'::regclass)
  union all select 'endpoint ' || e.id from cutover_agent.endpoints e
  union all select 'journal ' || j.id from cutover_agent.journal j
  union all select 'block ' || b.endpoint_id from cutover_agent.blocks b
$$;
create schema shop;
create temporary table before as select * from pg_temp.things() as thing;
select is(pg_temp.register('item', '{"group": "shop", "routed_schema": "shop"}') ->> 'ok', 'true', 'registered');
select cutover.start_backfill('shop') as ok \gset
insert into shop.item values (1, 'one');
select ok(count(*) >= 10, 'that leaves things behind') from (select * from pg_temp.things() except table before) t;
create view shop.report as select name from shop.item;
select is((pg_temp.refusal(cutover.unregister_table('item')))[1:3], array['CT408', 'Something depends on the routed view shop.item.', 'view shop.report depends on view shop.item'],
  'a view that depends on the routed view is in the way, and named');
select is((select count(*) from shop.item), 1::bigint, 'nothing has happened');
drop view shop.report;
select is(cutover.unregister_table('item') ->> 'ok', 'true', 'unregistered');
select set_eq('select * from pg_temp.things()', 'table before', 'nothing is left');
select is((select count(*) from old.item), 1::bigint, 'rows stay');
select lives_ok($$insert into new.item values (2, 'two')$$, 'both sides take writes');
select is((select name from new.item where id = 2), 'TWO', 'user triggers are back');
select is_empty($$select 1 from cutover.cutover_tables where name = 'item'$$, 'the registration is gone');
select is((pg_temp.refusal(cutover.unregister_table('item')))[1], 'CT002', 'twice is once too often');
select is((pg_temp.refusal(cutover.start_backfill('shop')))[1:2], array['CT210', 'Group shop has no tables.'], 'an empty group cannot begin');
select is((pg_temp.refusal(cutover.rollback_cutover('shop', 'test')))[1], 'CT210', 'nor go back');
select is(pg_temp.register('item', '{"group": "shop", "routed_schema": "shop"}') ->> 'ok', 'true', 'the table can be registered again');
update cutover.cutover_tables set state = 'ready' where name = 'item';
update cutover.cutover_tables set state = 'cutover', write_source = 'supabase', read_source = 'supabase' where name = 'item';
select is((pg_temp.refusal(cutover.unregister_table('item')))[1:2], array['CT408', 'Table item is in use (state cutover).'], 'but not taken away while it is cut over');
select * from finish();
rollback;
