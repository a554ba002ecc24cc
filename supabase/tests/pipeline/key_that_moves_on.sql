-- A key that changes again between taking and applying, or that is handed on to another row, ends as the truth has it.
\ir setup.inc
select plan(6);
select pg_temp.settle();
-- Taken by an apply whose answer is lost: nothing was acknowledged, so it is applied again, with the state of that time.
insert into old.owner (id, name) values (30, 'first');
create temporary table taken as select * from cutover_private.take_changes(:shop, 'legacy', 100);
update old.owner set id = 31, name = 'moved' where id = 30;
select cutover_private.apply_rows(:shop, 'supabase', array_agg(ordinal), array_agg(row_values::text), '{}', '{}') from taken;
select results_eq('select name from new.owner where id >= 30', array['first'], 'an old state was applied');
select is((select count(*) from taken) + pg_temp.journal(), 4::bigint, 'the entries of the change wait behind it');
select pg_temp.settle();
select results_eq('select id, name from new.owner where id >= 30', $$values (31::bigint, 'moved')$$, 'and put it right');
update old.owner set id = 32 where id = 31;
insert into old.owner (id, name) values (31, 'heir');
delete from old.owner where id = 32;
update old.owner set id = 33 where id = 31;
update old.owner set id = 31 where id = 33;
select pg_temp.settle();
select results_eq('select id, name from new.owner where id >= 30', $$values (31::bigint, 'heir')$$, 'a key handed on names its new row');
select is_empty($$select pg_temp.different('owner')$$, 'the sides are equal');
select is(pg_temp.journal(), 0::bigint, 'nothing waits');
select * from finish();
rollback;
