-- A job that fails for a reason of its own is tried three times, then it has failed and says with what code.
\ir setup.inc
select plan(6);
select cutover_private.start_reconciliation(:item, 'full', 'request') as job \gset
select cutover_private.reconcile_chunk(:'job');
alter table new.item rename to item_gone;
select is(cutover_private.reconcile_chunk(:'job'), false, 'the first failure');
select is((select status || ' ' || failures || ' ' || (error ->> 'code') from cutover.reconciliation_jobs where id = :'job'), 'running 1 CT702', 'is noted');
select is(cutover_private.reconcile_chunk(), false, 'and the job rests a while');
select cutover_private.reconcile_chunk(:'job'), cutover_private.reconcile_chunk(:'job');
select is((select status from cutover.reconciliation_jobs where id = :'job'), 'failed', 'the third one ends it');
select is(cutover_private.reconcile_chunk(:'job'), false, 'nothing is left to do');
select isnt(cutover_private.start_reconciliation(:item, 'full', 'request'), :'job'::uuid, 'a new one can be asked for');
select * from finish();
rollback;
