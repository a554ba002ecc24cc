-- Rows that a constraint refuses stay behind, are listed without values, and let the rest pass.
\ir setup.inc
select plan(10);
select pg_temp.settle();
alter table new.owner add constraint short check (length(name) < 10) not valid;
insert into old.owner (id, name) select g, 'much too long a name' from generate_series(50, 59) g;
insert into old.owner (id, name) values (60, 'short');
select is((select (applied, failed)::text from cutover_private.apply_pass(:shop, 5)), '(0,5)', 'a page of refused rows');
insert into old.owner (id, name) select g, 'much too long a name' from generate_series(1001, 3000) g;
insert into old.owner (id, name) values (61, 'short');
select cmp_ok(cutover_private.pipeline_pass(:shop), '>', 0, 'the pipeline looks behind it');
select results_eq('select id from new.owner where name = ''short'' order by id', array[60::bigint], 'and finds the one that fits');
select pg_temp.settle();
select results_eq('select id from new.owner where name = ''short'' order by id', array[60::bigint, 61], 'also behind pages that are full of them');
delete from old.owner where id > 1000;
select pg_temp.settle();
select is((select count(*) from cutover.apply_failures where error_code = '23514' and error_object = 'short'), 10::bigint, 'each refused row is listed');
select is_empty($$select 1 from cutover.apply_failures f where f::text like '%much too%'$$, 'by key, without its values');
do $$ begin for i in 1 .. 20 loop update old.owner set total = i where id = 50; end loop; end $$;
select cutover_private.pipeline_pass(:shop) as work \gset
select is(pg_temp.journal(), 10::bigint, 'one entry of each stays, however often it is written');
select is(cutover_private.pipeline_pass(:shop), 0, 'what is refused again is no work: the driver may rest');
update old.owner set name = 'fits' where id < 55 and id >= 50;
alter table new.owner drop constraint short;
select pg_temp.settle();
select is_empty('select 1 from cutover.apply_failures', 'corrected, they pass by themselves');
select is_empty($$select pg_temp.different('owner')$$, 'equal');
select * from finish();
rollback;
