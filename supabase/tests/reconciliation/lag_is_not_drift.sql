-- What still waits in the truth's journal differs for good reason: it is counted as lag.
\ir setup.inc
select plan(5);
update old.item set name = 'changed' where id = 5;
insert into old.item values (26, 'new', 1);
delete from old.item where id = 6;
select pg_temp.plant($$update new.item set name = 'drift' where id = 7$$);
select * from pg_temp.reconcile('item') \gset job_
select is(array[:job_lagging, :job_missing, :job_extra, :job_mismatched]::bigint[], array[3, 0, 0, 1]::bigint[], 'three keys lag, one is drift');
select bag_eq('select * from pg_temp.drift()', $$values ('{7}', 'mismatched', '{name}')$$, 'only that one is recorded');
select cutover_private.pipeline_pass(:item_group);
select is((select array[lagging, missing + extra + mismatched] from pg_temp.reconcile('item')), array[0, 1]::bigint[], 'after the apply nothing lags any more');
alter table new.item disable trigger all;
truncate old.item;
select * from pg_temp.reconcile('item') \gset job_
select is(array[:job_lagging > 0, :job_missing + :job_extra + :job_mismatched > 0], array[true, false], 'a TRUNCATE that waits explains every key');
select is((select count(*) from pg_temp.drift()), 1::bigint, 'which neither adds drift nor puts any right');
select * from finish();
rollback;
