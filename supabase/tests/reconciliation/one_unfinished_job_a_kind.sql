-- Of each table and kind one job is unfinished at a time; asking again gives the same one.
\ir setup.inc
select plan(6);
select cutover_private.start_reconciliation(:item, 'full', 'request') as job \gset
select is(cutover_private.start_reconciliation(:item, 'full', 'schedule'), :'job'::uuid, 'the same job');
select isnt(cutover_private.start_reconciliation(:item, 'incremental', 'schedule'), :'job'::uuid, 'another kind is another job');
select is(cutover.reconcile('item') #>> '{result,jobs,0,job}', :'job', 'people get it, too');
select is((pg_temp.work(:'job')).status, 'completed', 'it completes');
select isnt(cutover_private.start_reconciliation(:item, 'full', 'request'), :'job'::uuid, 'after that there is a new one');
select throws_ok(format('select cutover_private.start_reconciliation(%s, %L, %L)', :item, 'partial', 'request'), 'CT001', null, 'there is no third kind');
select * from finish();
rollback;
