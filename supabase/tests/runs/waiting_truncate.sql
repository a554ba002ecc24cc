-- A TRUNCATE that still waits is drained before the flip, in both directions; an immediate rollback cannot replay it and says so.
\ir setup.inc
select plan(13);
insert into old.item select 1, g, 'n', null from generate_series(10, 20) g;
select pg_temp.settle();
truncate old.item;
insert into old.item values (2, 1, 'after', null);
select is((select count(*) from new.item), 12::bigint, 'supabase has all the rows still');
select is(pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status', 'completed', 'cut over');
select results_eq('select note from new.item', array['after'], 'as legacy had it');
insert into shop.owner (id, name) values (5000, 'cora');
truncate new.item;
insert into shop.item values (5000, 2, 'once more', null);
select is(pg_temp.drive(cutover.rollback_cutover('shop', 'test')) ->> 'status', 'completed', 'rolled back');
select results_eq('select note from old.item', array['once more'], 'as supabase had it');
select pg_temp.reconcile();
select cutover.prepare_cutover('shop') ->> 'ok' as ok \gset
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
select is(:'status'::text, 'completed', 'cut over again');
truncate new.item;
insert into shop.item values (5000, 3, 'kept', null);
select cutover.rollback_cutover('shop', 'test', 'immediate') as answer \gset
select pg_temp.drive(:'answer') as status \gset
select is((:'status'::jsonb ->> 'status') || ' ' || (:'status'::jsonb ->> 'conflicts'), 'completed 1', 'immediately back, with a conflict');
select results_eq('select t.name, c.key::text, c.error_code, c.error_object from cutover.replay_conflicts c join cutover.cutover_tables t on t.id = c.table_id',
  $$values ('item', '{}', 'CT608', 'TRUNCATE')$$, 'which names table and TRUNCATE');
select bag_eq('select note from old.item', array['once more', 'kept'], 'legacy keeps its row, and gets the new one');
select pg_temp.settle();
select is(pg_temp.journal(), 0::bigint, 'nothing waits');
select pg_temp.reconcile();
select is_empty('select d.key::text, d.kind from cutover.drifted_rows d where resolved_at is null', 'a comparison finds nothing');
select is(cutover.repair('item') #>> '{result,marked}', '0', 'and nothing to repair');
select is_empty($$select pg_temp.different('item')$$, 'what stands on legacy has gone over again');
select * from finish();
rollback;
