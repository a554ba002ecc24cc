-- An update puts the key into the journal once, however often it changes.
\ir setup.inc
select plan(3);
insert into shop.item values (1, 'one', 1, 'a'), (2, 'two', 2, 'b');
select cutover_agent.become_truth(array[:'item']::uuid[]);
update shop.item set name = 'uno' where id = 1;
select is(pg_temp.journal(:'item'), array['{1}'], 'one entry for the row that was updated');
update shop.item set name = 'eins' where id = 1;
select is((select count(*) from cutover_agent.take_changes(array[:'item']::uuid[], 100)), 1::bigint, 'many changes of one key are taken as one');
select is((select row_values from cutover_agent.take_changes(array[:'item']::uuid[], 100)), array['1', 'eins', '1.00', 'a'], 'with the row as it is now');
select * from finish();
rollback;
