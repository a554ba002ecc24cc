-- A change and its entry in the journal are one: both stay or both go, whatever the writer tries.
\ir setup.inc
select plan(8);
select pg_temp.settle();
savepoint writer;
update old.owner set name = 'undone' where id = 1;
insert into old.owner (id, name) values (40, 'undone');
truncate old.item;
select is(pg_temp.journal(), 3::bigint, 'captured');
rollback to savepoint writer;
select is(pg_temp.journal(), 0::bigint, 'the writer rolled back, and so did the entries');
select is((select applied from cutover_private.apply_pass(:shop)), 0, 'nothing is applied');
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'the sides are equal');
do $$ begin insert into old.owner (id, name) values (1, 'taken'); exception when unique_violation then null; end $$;
select is(pg_temp.journal(), 0::bigint, 'nor does a statement that failed leave one');
grant usage on schema old to authenticated;
grant insert on old.owner to authenticated;
set local role authenticated;
insert into old.owner (id, name) values (41, 'by somebody without rights on the journal');
reset role;
select is(pg_temp.journal(), 1::bigint, 'whoever writes is captured');
select is((select applied from cutover_private.apply_pass(:shop)), 1, 'and carried over');
select throws_ok($$update new.owner set name = 'no' where id = 1$$, 'CT701', null, 'while nobody writes the receiving side');
select * from finish();
rollback;
