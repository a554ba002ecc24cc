-- Operators pause, resume and cancel a job; what it has done counts; progress, rate and end are shown, pauses left out.
\ir setup.inc
select plan(20);
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test'), ('olga', 'operator', 'test');
select pg_temp.plant($$delete from new.item where id = 1; update new.item set name = 'x' where id = 25$$);
select cutover_private.start_reconciliation(:item, 'full', 'request') as job \gset
select cutover_private.reconcile_chunk(:'job'), cutover_private.reconcile_chunk(:'job');
grant select on cutover.cutover_tables to authenticated;
set local role authenticated;
select set_config('request.jwt.claims', '{"sub": "vera", "role": "authenticated"}', true) as claims \gset
select is(cutover.pause_reconciliation(:'job', 'too early') #>> '{error,code}', 'CT103', 'a viewer pauses nothing');
select set_config('request.jwt.claims', '{"sub": "olga", "role": "authenticated"}', true) as claims \gset
select is(cutover.command('pause_reconciliation', jsonb_build_object('job', :'job')) #>> '{error,code}', 'CT001', 'a reason is needed');
select is(cutover.resume_reconciliation(:'job') #>> '{error,code}', 'CT201', 'what is not paused is not resumed');
select is(cutover.pause_reconciliation(:'job', 'payday') #>> '{result,status}', 'paused', 'an operator pauses');
select is(cutover.pause_reconciliation(:'job', 'payday') #>> '{error,code}', 'CT201', 'once');
select is((select condition || ' ' || reason || ' ' || chunks_done || ' ' || percent from cutover.reconciliation_progress where job_id = :'job'), 'paused olga: payday 1 33.3', 'the condition says who and why');
select is((select under_way from cutover.reconciliation_summary where table_name = 'item'), 'full: paused', 'so does the summary');
reset role;
set local request.jwt.claims = '';
select is(cutover_private.reconcile_chunk(:'job'), false, 'nobody goes on with it');
select is(cutover_private.start_reconciliation(:item, 'full', 'schedule'), :'job', 'and no second one begins');
update cutover.reconciliation_jobs set started_at = started_at - interval '1000 seconds', paused_at = paused_at - interval '990 seconds' where id = :'job';
select is(cutover.resume_reconciliation(:'job') #>> '{result,status}', 'running', 'resumed');
select cmp_ok((select seconds from cutover.reconciliation_progress where job_id = :'job'), '<', 20::numeric, 'the pause is no working time');
select ok((select rows_per_second between 0.5 and 1.1 and finishes_at between clock_timestamp() + interval '18 seconds' and clock_timestamp() + interval '40 seconds'
  from cutover.reconciliation_progress where job_id = :'job'), 'rate and end follow from it: 9 rows in 10 s, two chunks to go');
select * from pg_temp.work(:'job') \gset job_
select is(array[:job_missing, :job_mismatched, :job_chunks_done, :job_rows_legacy]::bigint[], array[1, 1, 3, 25]::bigint[], 'the result is that of a job that ran through');
select is(cutover.cancel_reconciliation(:'job', 'late') #>> '{error,code}', 'CT201', 'what is over is not cancelled');
select cutover_private.start_reconciliation(:item, 'full', 'request') as job \gset
select cutover_private.reconcile_chunk(:'job'), cutover_private.reconcile_chunk(:'job');
select is(cutover.cancel_reconciliation(:'job', 'wrong table') #>> '{result,status}', 'cancelled', 'cancelled');
select is(cutover_private.reconcile_chunk(:'job'), false, 'nothing is left to do');
select is((select count(*) from cutover_private.reconciliation_suspects where job_id = :'job'), 0::bigint, 'no suspects are left');
select cutover_private.defer_job(:'job', 'XX000', null) from generate_series(1, 3);
select is((select status from cutover.reconciliation_jobs where id = :'job'), 'cancelled', 'a worker that fails later does not change that');
select isnt(cutover_private.start_reconciliation(:item, 'full', 'request'), :'job', 'a new one may begin');
select is(cutover.cancel_reconciliation('00000000-0000-0000-0000-000000000000', 'x') #>> '{error,code}', 'CT012', 'there is no such job');
select * from finish();
rollback;
