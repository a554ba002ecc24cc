-- The way back is rehearsed on a real row, says what is wrong, and leaves no trace.
\ir setup.inc
select plan(5);
insert into shop.item values (1, 'one', 1, 'a');
select cutover_agent.become_receiver(array[:'item', :'part']::uuid[], :'token', 'x');
select is(cutover_agent.rehearse_apply(:'item'), null, 'all is well');
select is(cutover_agent.rehearse_apply(:'part'), null, 'also with an empty table');
select is((select count(*) from cutover_agent.appliers), 0::bigint, 'no exemption is left');
alter table shop.item add column needed integer not null default 0;
alter table shop.item alter column needed drop default;
alter table shop.item alter column name type varchar(2) using left(name, 2);
select isnt(cutover_agent.rehearse_apply(:'item'), null, 'a row that could not be written is reported');
select is((select count(*) from shop.item), 1::bigint, 'and still there');
select * from finish();
rollback;
