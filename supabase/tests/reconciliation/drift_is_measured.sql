-- What the gates read: nothing before the first full comparison, then its rows with the drift that is open now.
\ir setup.inc
select plan(6);
select is((select measured_at from cutover_private.drift(:item)), null, 'never compared: not measured');
select is((select verdict from cutover.reconciliation_summary where table_name = 'item'), 'never compared', 'the summary says so');
select pg_temp.plant($$update new.item set price = 0 where id in (1, 2)$$);
select pg_temp.reconcile('item', 'incremental');
select is((select measured_at from cutover_private.drift(:item)), null, 'an incremental look is no full one');
select pg_temp.reconcile('item');
select results_eq(format('select drift_percent, missing, extra, mismatched, rows_legacy, rows_supabase from cutover_private.drift(%s)', :item),
  'values (8.0, 0::bigint, 0::bigint, 2::bigint, 25::bigint, 25::bigint)', 'two of 25 rows');
update cutover.drifted_rows set resolved_at = now() where key = '{1}';
select is((select drift_percent from cutover_private.drift(:item)), 4.0, 'what was resolved since counts no more');
insert into cutover.reconciliation_jobs (table_id, kind, status, trigger, finished_at, rows_legacy) values (:item, 'full', 'failed', 'request', clock_timestamp(), 7);
select is((select rows_legacy from cutover_private.drift(:item)), 25::bigint, 'a job that failed proves nothing');
select * from finish();
rollback;
