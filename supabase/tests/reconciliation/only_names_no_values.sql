-- No value of a row is kept anywhere: not in the results, not in an error, not in the audit log.
\ir setup.inc
select plan(4);
select pg_temp.plant($$update new.item set name = 'SECRET-1' where id = 1$$);
select pg_temp.reconcile('item');
insert into cutover_private.verify_queue (table_id, key) values (:item, '{SECRET-2}');
select pg_temp.reconcile('item', 'incremental') from generate_series(1, 2);
select * from pg_temp.reconcile('item', 'incremental') \gset job_
select is(:'job_status'::text, 'failed', 'a key that cannot be one fails the job');
select is((select count(*) from cutover.drifted_rows d where d::text like '%SECRET%'), 0::bigint, 'results');
select is((select count(*) from cutover.reconciliation_jobs j where j::text like '%SECRET%'), 0::bigint, 'errors');
select is((select count(*) from cutover_private.audit_pending p where p::text like '%SECRET%'), 0::bigint, 'audit');
select * from finish();
rollback;
