-- While the legacy server is away a job waits where it is, says so, fails nothing, and goes on afterwards.
\ir setup.inc
select plan(6);
select cutover_private.start_reconciliation(:item, 'full', 'request') as job \gset
select cutover_private.reconcile_chunk(:'job'), cutover_private.reconcile_chunk(:'job');
create server reconciliation_nowhere foreign data wrapper postgres_fdw options (host '127.0.0.1', port '1', dbname 'x', connect_timeout '2');
create user mapping for current_user server reconciliation_nowhere options (user 'nobody', password 'x');
update cutover.legacy_sources set kind = 'postgres', server_name = 'reconciliation_nowhere' where name = 'reconciliation_test';
select cutover_private.reconcile_chunk(:'job') from generate_series(1, 4);
select is((select status || ' ' || chunks_done || ' ' || failures || ' ' || (error ->> 'code') from cutover.reconciliation_jobs where id = :'job'), 'running 1 0 CT501',
  'it waits after its first chunk');
select is(cutover_private.reconcile_chunk(), false, 'and is not tried again at once');
select matches((select under_way from cutover.reconciliation_summary where table_name = 'item'), '^full: 1 of 3 chunks \(CT501 at ', 'the summary says why');
select is((select count(*) from cutover_private.reconciliation_chunks where job_id = :'job' and status = 'queued'), 2::bigint, 'two chunks are left');
update cutover.legacy_sources set kind = 'local', server_name = null where name = 'reconciliation_test';
select * from pg_temp.work(:'job') \gset job_
select is(:'job_status' || ' ' || :job_chunks_done || ' ' || :job_rows_legacy, 'completed 3 25', 'it goes on where it stood');
select is((select error from cutover.reconciliation_jobs where id = :'job'), null, 'and forgets the error');
select * from finish();
rollback;
