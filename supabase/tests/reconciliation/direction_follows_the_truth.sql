-- After the cutover supabase is the truth; missing still means: not in supabase. Repair then writes legacy.
\ir setup.inc
select plan(6);
update cutover.cutover_tables set state = 'ready' where id = :item;
select cutover_agent.become_receiver(array[:'legacy_endpoint']::uuid[], gen_random_uuid(), 'x');
select cutover_agent.become_truth(array[:'supabase_endpoint']::uuid[]);
update cutover.cutover_tables set state = 'cutover', write_source = 'supabase', read_source = 'supabase' where id = :item;
select pg_temp.plant($$delete from old.item where id = 1; insert into old.item values (99, 'only legacy', 1); update old.item set price = 0 where id = 2$$);
update new.item set name = 'waits' where id = 3;
select * from pg_temp.reconcile('item') \gset job_
select bag_eq('select * from pg_temp.drift()', $$values ('{1}', 'extra', '{}'), ('{99}', 'missing', '{}'), ('{2}', 'mismatched', '{price}')$$, 'by side, not by truth');
select is(:job_lagging, 1, 'lag is looked for in the journal of supabase');
select is(cutover.repair('item') #>> '{result,truth}', 'supabase', 'repair goes from supabase');
select cutover_private.pipeline_pass(:item_group);
select bag_eq('select id, name, price::numeric from old.item', 'select id, name, price::numeric(10,1)::numeric from new.item', 'to legacy');
select is((select count(*) from old.item where id = 99), 0::bigint, 'where the row that supabase does not have is gone');
select is((select count(*) from pg_temp.drift()), 0::bigint, 'no drift is left');
select * from finish();
rollback;
