-- A delete, also one that a foreign key cascades, puts the key into the journal.
\ir setup.inc
select plan(3);
alter table shop.part drop constraint part_item_id_fkey, add foreign key (item_id) references shop.item (id) on delete cascade;
insert into shop.item values (1, 'one', 1, 'a');
insert into shop.part values (11, 1, 'p');
select cutover_agent.become_truth(array[:'item', :'part']::uuid[]);
delete from shop.item where id = 1;
select is(pg_temp.journal(:'item'), array['{1}'], 'the deleted key');
select is(pg_temp.journal(:'part'), array['{11}'], 'and that of the row that went with it');
select is((select present from cutover_agent.take_changes(array[:'item']::uuid[], 100)), false, 'which is taken as gone');
select * from finish();
rollback;
