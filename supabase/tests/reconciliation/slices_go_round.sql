-- The slices of incremental jobs follow each other, end with the table, and begin anew; a job that was cancelled leaves its slice to the next.
\ir setup.inc
select plan(12);
update cutover.settings set value = '10' where key = 'reconciliation_slice_rows';
create function pg_temp.slice() returns text language sql as $$
  select concat_ws(' ', coalesce(after_key::text, 'start'), rows_done, coalesce(last_cycle_rows::text, '-')) from cutover.reconciliation_slices
$$;
select pg_temp.plant($$update new.item set name = 'unseen' where id = 15; delete from new.item where id = 25; insert into new.item values (99, 'extra', 1)$$);
select * from pg_temp.reconcile('item', 'incremental') \gset job_
select is(array[:job_rows_legacy, :job_mismatched]::bigint[], array[10, 0]::bigint[], 'ten rows at first');
select is(pg_temp.slice(), '{10} 10 -', 'as far as the tenth');
select cutover_private.start_reconciliation(:item, 'incremental', 'request') as cancelled \gset
select cutover_private.reconcile_chunk(:'cancelled'), cutover_private.reconcile_chunk(:'cancelled');
select cutover.cancel_reconciliation(:'cancelled', 'test') ->> 'ok' as ok \gset
select is(pg_temp.slice(), '{10} 10 -', 'a cancelled job moves nothing');
select is(count(*), 0::bigint, 'and finds nothing') from pg_temp.drift();
select * from pg_temp.reconcile('item', 'incremental') \gset job_
select is(array[:job_rows_legacy, :job_mismatched]::bigint[], array[11, 1]::bigint[], 'the next one finds what differs in its slice');
select is(pg_temp.slice(), '{20} 20 -', 'as far as the twentieth');
select * from pg_temp.reconcile('item', 'incremental') \gset job_
select is(array[:job_missing, :job_extra]::bigint[], array[1, 1]::bigint[], 'the last one finds what lies beyond the end of the truth, too');
select is(pg_temp.slice(), 'start 0 25', 'then it begins anew');
select ok(last_cycle_started_at < last_cycle_ended_at and cycle_started_at >= last_cycle_ended_at, 'when is known') from cutover.reconciliation_slices;
-- A table of a million rows must be a hundredth further with each job; after a pause of a day an hour's share is enough.
update cutover.reconciliation_slices set last_cycle_rows = 1000000, cycle_started_at = clock_timestamp();
create function pg_temp.planned() returns bigint language plpgsql as $$
declare
  v_job uuid := cutover_private.start_reconciliation((select id from cutover.cutover_tables where name = 'item'), 'incremental', 'request');
  v_rows bigint;
begin
  perform cutover_private.reconcile_chunk(v_job);
  select count(*) into v_rows from cutover_private.reconciliation_chunks where job_id = v_job;
  perform cutover.cancel_reconciliation(v_job, 'test');
  return v_rows;
end $$;
insert into old.item select g, 'n', 1 from generate_series(1000, 3000) g;
select is(pg_temp.planned(), 203::bigint, 'a large table, as it is believed to be, is cut into chunks to its end');
update cutover.settings set value = '1000' where key = 'reconciliation_chunk_rows';
update cutover.reconciliation_slices set last_cycle_rows = 100000;
select is(pg_temp.planned(), 2::bigint, '100,000 rows in 24 hours are 1158 rows in 15 minutes, a tenth ahead of time');
update cutover.settings set value = '100' where key = 'reconciliation_chunk_rows';
update cutover.reconciliation_slices set last_cycle_rows = 10000, cycle_started_at = clock_timestamp() - interval '20 hours';
select is(pg_temp.planned(), 5::bigint, 'what is overdue is made up for by an hour''s share at a time');
select * from finish();
rollback;
