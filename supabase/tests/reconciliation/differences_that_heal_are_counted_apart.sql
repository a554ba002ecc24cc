-- A difference seen once that is gone at the second look is no drift.
\ir setup.inc
select plan(3);
select cutover_private.start_reconciliation(:item, 'full', 'request') as job \gset
update old.item set name = 'on its way' where id = 15;
select cutover_private.reconcile_chunk(:'job') from generate_series(1, 4);
select is((select array_agg(key || ' ' || strikes) from cutover_private.reconciliation_suspects where job_id = :'job'), array['{15} 1'], 'a suspect after the chunks');
select cutover_private.pipeline_pass(:item_group);
select healed, missing + extra + mismatched as drift from pg_temp.work(:'job') \gset job_
select is(:job_healed, 1, 'it healed');
select is(:job_drift, 0, 'no drift');
select * from finish();
rollback;
