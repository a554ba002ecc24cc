-- While live changes lag, jobs of their group go on slowly, and say so; a legacy server that is away is a condition of its own.
\ir setup.inc
select plan(8);
select cutover_private.start_reconciliation(:item, 'full', 'request') as job \gset
select cutover_private.reconcile_chunk(:'job');
create function pg_temp.lag(p_seconds integer) returns void language sql as $$
  insert into cutover.backlogs (table_id, side, entries, oldest_at)
  select id, 'legacy', 1, clock_timestamp() - make_interval(secs => p_seconds) from cutover.cutover_tables where name = 'item'
  on conflict (table_id) do update set oldest_at = excluded.oldest_at, measured_at = clock_timestamp();
  select cutover_private.give_way();
$$;
select pg_temp.lag(5);
select is((select condition from cutover.reconciliation_progress), 'running', 'five seconds are nothing');
select pg_temp.lag(11);
select is((select condition from cutover.reconciliation_progress), 'gives way to live changes', 'eleven are lag');
select is(cutover_private.reconcile_chunk(), false, 'no worker takes a piece');
update cutover.reconciliation_jobs set retry_at = clock_timestamp() where id = :'job';
select cutover_private.give_way();
select is(cutover_private.reconcile_chunk(), true, 'but for one now and then');
select cutover_private.give_way();
select is(cutover_private.reconcile_chunk(), false, 'and not the next one at once');
select pg_temp.lag(0);
select is((select condition from cutover.reconciliation_progress p join cutover.reconciliation_jobs j on j.id = p.job_id and retry_at is null), 'running', 'it is over with the lag');
select cutover_private.defer_job(:'job', 'CT501', 'The legacy source x cannot be reached.');
select is((select condition from cutover.reconciliation_progress), 'waits for the legacy server', 'a legacy server that is away');
select matches((select reason from cutover.reconciliation_progress), '^CT501 The legacy source x cannot be reached. at 20', 'and why');
select * from finish();
rollback;
