-- Rollback in mode drain: what was written in supabase is replayed and verified, then legacy is the truth again; flag and window do not matter.
\ir setup.inc
select plan(22);
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
select is(:'status'::text, 'completed', 'cut over');
select cutover.set_feature_flag('data_migration_final', false) ->> 'ok' as ok \gset
delete from cutover.freeze_windows where group_id = :shop;
update shop.owner set name = 'changed in supabase' where id = 1;
insert into shop.owner (name) values ('born in supabase') returning id as born \gset
insert into shop.item values (:born, 1, 'child', 'c');
delete from shop.item where owner_id = 1;
select is((select count(*) from old.owner where id = :born), 0::bigint, 'not replayed yet');
select is(cutover.rollback_cutover('shop', '') #>> '{error,code}', 'CT001', 'a rollback has a reason');
select is(cutover.rollback_cutover('shop', 'bad day', 'sideways') #>> '{error,code}', 'CT001', 'and one of two modes');
select cutover.rollback_cutover('shop', 'bad day') as answer \gset
select :'answer'::jsonb #>> '{result,run_id}' as run \gset
select is((:'answer'::jsonb #>> '{result,mode}') || ' ' || (:'answer'::jsonb #>> '{result,reason}'), 'drain bad day', 'started, although flag and window are gone');
select is(pg_temp.drive(:'answer') ->> 'status', 'completed', 'completed');
select is(pg_temp.steps(:'run'), 'preflight block_writes drain verify sequences flip release monitor', 'by the same steps');
select is((select array_agg(distinct state || ' ' || read_source || ' ' || write_source) from cutover.cutover_tables where group_id = :shop), array['rolled_back legacy legacy'], 'legacy is the truth');
select is((select name from old.owner where id = 1) || ', ' || (select name from old.owner where id = :born), 'changed in supabase, born in supabase', 'updates and inserts were replayed');
select results_eq('select owner_id from old.item', array[:born::bigint], 'children and deletes, too');
select is(pg_temp.write($$update new.owner set name = 'x' where id = 1$$), 'refused', 'supabase refuses writes');
select is(pg_temp.write($$update old.owner set name = 'back home' where id = 1$$), 'done', 'legacy takes them');
select is((select name from shop.owner where id = 1), 'back home', 'the routed view shows legacy');
insert into shop.owner (name) values ('after') returning id as after_id \gset
select cmp_ok(:after_id::bigint, '>=', 1000 + :born::bigint, 'new ids lie beyond what supabase handed out');
select is(pg_temp.journal(), 2::bigint, 'writes are captured again');
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'and carried over to supabase');
select is((select rolled_back_at is not null from cutover.cutover_tables where id = :owner), true, 'the tables know when');
select is(cutover.rollback_cutover('shop', 'again') #>> '{error,code}', 'CT201', 'there is nothing left to roll back');
select pg_temp.reconcile();
select cutover.set_feature_flag('data_migration_final', true) ->> 'ok' as ok \gset
select cutover.start_emergency_freeze('shop', 'test') ->> 'ok' as ok \gset
select is(cutover.execute_cutover('shop') #>> '{error,code}', 'CT201', 'it has to be prepared again');
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'true', 'which it can be');
select is(pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status', 'completed', 'and cut over once more');
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'equal still');
select * from finish();
rollback;
