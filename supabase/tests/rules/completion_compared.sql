-- A group is not complete before each row was compared once since the switch.
\ir ../watch/setup.inc
select plan(3);
create function pg_temp.again() returns void language sql as $$
  update cutover_private.watches set completion_due_at = clock_timestamp();
  select pg_temp.look();
$$;
select pg_temp.reconcile();
select pg_temp.again();
select is(pg_temp.verdict('completion_compared'), 'holds 1', 'compared since the switch');
update cutover.reconciliation_jobs set started_at = clock_timestamp() - interval '1 hour' where table_id = :owner and kind = 'full';
update cutover.reconciliation_slices set last_cycle_started_at = clock_timestamp() - interval '1 hour' where table_id = :owner;
select pg_temp.again();
select is(pg_temp.verdict('completion_compared'), 'unknown', 'compared before it only');
select pg_temp.reconcile();
select pg_temp.again();
select is(pg_temp.verdict('completion_compared'), 'holds 1', 'compared again');
select * from finish();
rollback;
