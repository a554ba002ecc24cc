-- After an immediate rollback a replayed delete does not cascade to what legacy has written since: it is a conflict, and both rows stand.
\ir setup.inc
select plan(7);
alter table old.item drop constraint item_owner_id_fkey, add foreign key (owner_id) references old.owner on delete cascade;
alter table new.item drop constraint item_owner_id_fkey, add foreign key (owner_id) references new.owner on delete cascade;
insert into old.owner (id, name) values (10, 'goes'), (11, 'goes, and has a new item on legacy'), (12, 'goes, and an item of it is changed on legacy');
insert into old.item values (10, 1, 'goes', null), (11, 1, 'goes', null), (12, 1, 'changed', null);
select pg_temp.settle();
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
select is(:'status'::text, 'completed', 'cut over');
delete from shop.owner where id in (10, 11, 12);
select is((select count(*) from new.item where owner_id > 9), 0::bigint, 'with their items');
select cutover.rollback_cutover('shop', 'test', 'immediate') as answer \gset
select cutover.advance_run((:'answer'::jsonb #>> '{result,run_id}')::uuid) ->> 'step' as step \gset
select cutover.advance_run((:'answer'::jsonb #>> '{result,run_id}')::uuid) ->> 'step' as step \gset
insert into old.item values (11, 2, 'new on legacy', null);
update old.item set note = 'changed on legacy' where owner_id = 12;
select pg_temp.drive(:'answer') as status \gset
select is((:'status'::jsonb ->> 'status') || ' ' || (:'status'::jsonb ->> 'conflicts'), 'completed 3', 'immediately back, with conflicts');
select bag_eq($$select t.name, c.key::text, c.error_code, c.resolution from cutover.replay_conflicts c join cutover.cutover_tables t on t.id = c.table_id$$,
  $$values ('owner', '{11}', '23503', 'legacy_wins'), ('owner', '{12}', '23503', 'legacy_wins'), ('item', '{12,1}', 'CT608', 'legacy_wins')$$, 'by key');
select bag_eq('select note from old.item where owner_id > 9', array['new on legacy', 'changed on legacy'], 'what legacy wrote stands');
select bag_eq('select id from old.owner where id > 9', array[11::bigint, 12], 'with its parents; the other is gone, with its item');
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'then both sides are equal');
select * from finish();
rollback;
