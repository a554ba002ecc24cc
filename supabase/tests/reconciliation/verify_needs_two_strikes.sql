-- An applied key that differs is drift at the second look, not at the first; while its change waits it never is.
\ir setup.inc
select plan(9);
select pg_temp.plant($$update new.item set name = 'drift' where id = 3; delete from new.item where id = 4$$);
insert into cutover_private.verify_queue (table_id, key) values (:item, '{3}'), (:item, '{4}'), (:item, '{5}');
select is(pg_temp.verify(:item_group), 3, 'three keys are looked at');
select bag_eq('select key, strikes from cutover_private.verify_queue', $$values ('{3}', 1), ('{4}', 1)$$, 'the equal one is done, the others have one strike');
select is((select count(*) from cutover.drifted_rows), 0::bigint, 'no drift yet');
select is(cutover_private.verify_pass(:item_group), 0, 'they are not due at once');
update old.item set price = 9 where id = 3;
select is(pg_temp.verify(:item_group), 2, 'when they are, a new change of one waits in the journal');
select bag_eq('select key, strikes from cutover_private.verify_queue', $$values ('{3}', 1)$$, 'it stays as it was');
select bag_eq('select * from pg_temp.drift()', $$values ('{4}', 'missing', '{}')$$, 'the other one is drift now, and off the queue');
select cutover_agent.acknowledge((select array_agg(id) from cutover_agent.endpoints), array_agg(id)) from cutover_agent.journal;
select pg_temp.verify(:item_group);
select bag_eq('select * from pg_temp.drift()', $$values ('{4}', 'missing', '{}'), ('{3}', 'mismatched', '{name,price}')$$, 'without its journal entry it would be drift, too');
select is((select count(*) from cutover_private.verify_queue), 0::bigint, 'the queue is empty');
select * from finish();
rollback;
