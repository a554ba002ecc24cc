-- The chunks of a job meet without gap or overlap and are open at both ends.
\ir setup.inc
select plan(4);
select cutover_private.start_reconciliation(:item, 'full', 'request') as job \gset
select is(cutover_private.reconcile_chunk(:'job'), true, 'the first unit of work plans');
select results_eq(format('select after_key::text, through_key::text from cutover_private.reconciliation_chunks where job_id = %L order by number', :'job'),
  $$values (null, '{10}'), ('{10}', '{20}'), ('{20}', null)$$, 'three chunks for 25 rows of 10');
select pg_temp.plant($$insert into new.item values (-1000000), (1000000)$$);
select extra, chunks_done from pg_temp.work(:'job') \gset job_
select is(:job_extra, 2, 'rows before the first and after the last key of the truth are found');
select is(:job_chunks_done, 3, 'all chunks are done');
select * from finish();
rollback;
