-- Where rows take long, a chunk is cut to what fits into the time; what is cut off is compared as well, and nothing twice.
\ir setup.inc
select plan(9);
select pg_temp.plant($$
  insert into old.item select g, 'more', 1 from generate_series(26, 5000) g;
  insert into new.item select g, 'more', 1 from generate_series(26, 5000) g;
  delete from new.item where id in (7, 4321);
  insert into new.item values (-5, 'extra', 1), (6000, 'extra', 1);
  update new.item set name = 'other' where id in (2499, 2500, 2501);
$$);
-- Nothing is on its way.
select cutover_agent.acknowledge((select array_agg(id) from cutover_agent.endpoints), (select array_agg(id) from cutover_agent.journal)) as taken \gset
update cutover.settings set value = '4000' where key = 'reconciliation_chunk_rows';
select cutover_private.start_reconciliation(:item, 'full', 'request') as job \gset
select cutover_private.reconcile_chunk(:'job') as planned \gset
select is((select count(*) from cutover_private.reconciliation_chunks where job_id = :'job'), 2::bigint, 'two chunks for 5,000 rows of 4,000');
select is(cutover_private.chunk_rows(:item), 4000, 'nothing is known yet');
-- What the table's latest chunk took: a row a millisecond.
insert into cutover.reconciliation_jobs (table_id, kind, trigger, status, finished_at) values (:item, 'full', 'request', 'cancelled', now())
returning id as before \gset
insert into cutover_private.reconciliation_chunks (job_id, number, rows_planned, status, rows_legacy, rows_supabase, milliseconds, finished_at)
values (:'before', 1, 1000, 'done', 1000, 1000, 1000, now());
select is(cutover_private.chunk_rows(:item), 1000, 'as many rows as fit into a second');
update cutover_private.reconciliation_chunks set milliseconds = 100000 where job_id = :'before';
select is(cutover_private.chunk_rows(:item), 500, 'a few hundred at least');
select cutover_private.reconcile_chunk(:'job') as compared \gset
select results_eq(format('select through_key::text, status, rows_legacy from cutover_private.reconciliation_chunks where job_id = %L order by number', :'job'),
  $$values ('{500}', 'done', 500::bigint), (null, 'queued', null), ('{4000}', 'queued', null)$$, 'the first chunk is cut, its rest is queued');
select is((select chunks_total from cutover.reconciliation_jobs where id = :'job'), 3, 'and counted');
select missing, extra, mismatched, rows_legacy, rows_supabase, chunks_total, chunks_done from pg_temp.work(:'job') \gset job_
select is(array[:job_missing, :job_extra, :job_mismatched]::bigint[], array[2, 2, 3]::bigint[], 'every difference is found, once');
select is(array[:job_rows_legacy, :job_rows_supabase]::bigint[], array[5000, 5000]::bigint[], 'every row is counted once');
select is(:job_chunks_done, :job_chunks_total, 'all chunks are done');
select * from finish();
rollback;
