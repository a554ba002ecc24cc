-- After an immediate rollback no row is given up for the order in which it comes: not a child whose parent is replayed later, nor rows that swapped a unique value.
\ir setup.inc
select plan(9);
insert into old.item values (2, 1, 'two', 'b'), (2, 2, 'three', 'c');
select pg_temp.settle();
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
select is(:'status'::text, 'completed', 'cut over');
alter table new.item drop constraint item_owner_id_fkey;
insert into new.item values (7000, 1, 'child first', 'd'), (8000, 1, 'orphan', 'e');
insert into new.owner (id, name) select g, 'more than one round of them' from generate_series(4000, 6100) g;
insert into new.owner (id, name) values (7000, 'parent later');
update new.item set code = 'x' where code = 'a';
update new.item set code = 'a' where code = 'b';
update new.item set code = 'b' where code = 'x';
update new.item set code = 'taken on legacy meanwhile' where code = 'c';
select cutover.rollback_cutover('shop', 'test', 'immediate') as answer \gset
select :'answer'::jsonb #>> '{result,run_id}' as run \gset
select cutover.advance_run(:'run') ->> 'step' as step \gset
select cutover.advance_run(:'run') ->> 'step' as step \gset
insert into old.item values (1, 9, 'in the way', 'taken on legacy meanwhile');
select pg_temp.drive(:'answer') as status \gset
select is((:'status'::jsonb ->> 'status') || ' ' || (:'status'::jsonb ->> 'conflicts'), 'completed 2', 'immediately back');
select bag_eq(format('select t.name, c.key::text, c.error_code, c.resolution from cutover.replay_conflicts c join cutover.cutover_tables t on t.id = c.table_id where run_id = %L', :'run'),
  $$values ('item', '{8000,1}', '23503', 'legacy_wins'), ('item', '{2,2}', '23505', 'legacy_wins')$$, 'what legacy refuses for good is listed, once, and nothing else');
select is((select count(*) from old.owner where id between 4000 and 7000), 2102::bigint, 'every round was replayed');
select results_eq('select note from old.item where owner_id = 7000', array['child first'], 'the child as well, when its parent was there');
select bag_eq($$select note, code from old.item where code in ('a', 'b')$$, $$values ('one', 'b'), ('two', 'a')$$, 'swapped values are');
select results_eq('select code from old.item where (owner_id, line) = (2, 2)', array['c'], 'the row that was refused stands as legacy has it');
set constraints all immediate;
select pg_temp.settle();
select is(pg_temp.journal(), 0::bigint, 'nothing waits');
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'both sides are equal');
select * from finish();
rollback;
