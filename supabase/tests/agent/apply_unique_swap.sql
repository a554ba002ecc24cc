-- Rows that swapped unique values arrive together and fit together, although each alone is in the other's way.
\ir setup.inc
select plan(12);
insert into shop.item values (1, 'one', 1, 'a'), (2, 'two', 2, 'b'), (3, 'three', 3, 'c'), (4, 'four', 4, 'd');
insert into shop.part values (11, 1, 'refers to a row that is replaced');
select cutover_agent.become_receiver(array[:'item', :'part']::uuid[], :'token', 'x');
select is(pg_temp.apply(:'item', '{1,uno,1,b}', '{2,two,2,c}', '{3,three,3,a}'), null, 'nothing is refused');
select is((select string_agg(code, '' order by id) from shop.item), 'bcad', 'the values are swapped');
select is((select name from shop.item where id = 1), 'uno', 'and the rest of the row is new, too');
select is((select count(*) from shop.part), 1::bigint, 'what refers to them stays');
select is(pg_temp.apply(:'item', '{1,uno,1,d}', '{2,two,2,e}'), array['{1} 23505 item_code_key'], 'a value that another row really holds is refused, alone');
select is((select string_agg(code, '' order by id) from shop.item), 'bead', 'the other one is applied');
select is(pg_temp.apply(:'part', '{11,1,same}'), null, 'the child can be written as before');
alter table shop.item add column unmapped text default 'kept';
select is(pg_temp.apply(:'item', '{1,uno,1,e}', '{2,two,2,b}'), null, 'swapped as well where a row must not go, because the value may be null in between');
select is((select string_agg(code || unmapped, ' ' order by id) from shop.item where id < 3), 'ekept bkept', 'and the column that is not mapped stays');
alter table shop.item alter column code set not null;
select is(cardinality(pg_temp.apply(:'item', '{1,uno,1,b}', '{2,two,2,e}')), 2, 'not at the price of a column that is not mapped');
alter table shop.item alter column code drop not null;
alter table shop.item drop column unmapped;
alter table shop.part drop constraint part_item_id_fkey, add foreign key (item_id) references shop.item (id) on delete cascade;
select is(pg_temp.apply(:'item', '{1,uno,1,b}', '{2,two,2,e}'), null, 'nor of rows that a cascade would take along');
select is((select count(*) from shop.part), 1::bigint, 'which are still there');
select * from finish();
rollback;
