-- An insert puts the new key into the journal, in the writer's own transaction.
\ir setup.inc
select plan(4);
insert into shop.item values (1, 'before', 1, 'a');
select is(pg_temp.journal(:'item'), null, 'nothing is captured while capture is off');
select cutover_agent.become_truth(array[:'item', :'part']::uuid[]);
insert into shop.item values (2, 'two', 2, 'b'), (3, null, null, null);
select is(pg_temp.journal(:'item'), array['{2}', '{3}'], 'one entry a row');
select is(pg_temp.journal(:'part'), null, 'and none for another table');
savepoint s;
insert into shop.item values (4, 'four', 4, 'd');
rollback to s;
select is(pg_temp.journal(:'item'), array['{2}', '{3}'], 'a rolled back write leaves no entry');
select * from finish();
rollback;
