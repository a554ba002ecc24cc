-- An empty side is compared like any other.
\ir setup.inc
select plan(3);
select pg_temp.plant('delete from new.item');
select missing, drift_percent from pg_temp.reconcile('item') \gset job_
select is(:job_missing, 25, 'every row is missing');
select is(:job_drift_percent, 100.0, 'which is all of them');
select pg_temp.plant('insert into new.item select id, name, price from old.item; alter table old.item disable trigger all; delete from old.item');
select is((select extra from pg_temp.reconcile('item')), 25::bigint, 'and with an empty legacy side every row is extra');
select * from finish();
rollback;
