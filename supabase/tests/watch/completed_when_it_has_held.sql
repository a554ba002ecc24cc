-- A group is completed when every criterion has held for a day; a broken one lets the time begin anew, one that is not measured holds it up.
\ir setup.inc
select plan(23);
create function pg_temp.again() returns void language sql as $$
  update cutover_private.watches set completion_due_at = clock_timestamp();
  select pg_temp.look();
$$;
create function pg_temp.missing() returns text[] language sql as $$ select missing from cutover.completion_progress where table_name = 'owner' $$;
-- The hours are moved beyond the reports that made the baseline.
delete from cutover.service_metrics;
select pg_temp.again();
select ok(pg_temp.missing() @> array['completion_integrity: not measured', 'service_healthy: not measured'], 'what nobody has measured is missing');
select ok(pg_temp.missing()::text ~ 'completion_hours: 9\d\d', 'so are the hours');
select is((select broke_because from cutover.completion_progress where table_name = 'owner'), null, 'nothing is broken');
select pg_temp.reconcile();
insert into cutover.reconciliation_jobs (table_id, kind, status, trigger, started_at, finished_at, findings)
select t.id, 'integrity', 'completed', 'schedule', clock_timestamp(), clock_timestamp(), 0 from cutover.cutover_tables t where t.group_id = :shop;
update cutover.cutover_tables set cutover_at = clock_timestamp() - interval '25 hours' where group_id = :shop;
select pg_temp.again();
select is(pg_temp.missing(), array['service_healthy: not measured'], 'all but the service, which nobody reported on');
select is((select distinct state from cutover.cutover_tables where group_id = :shop), 'cutover', 'without it: not complete');
select is(cutover.attest('shop', 'service_healthy', 'dashboards are green') ->> 'ok', 'true', 'an operator says so');
-- One row of many: too little for a rollback.
update cutover.reconciliation_jobs set rows_legacy = 1000000, rows_supabase = 1000000 where table_id = :owner and kind = 'full';
savepoint ready;

insert into cutover.drifted_rows (table_id, key, kind, confirmed_at) values (:owner, '{1}', 'missing', clock_timestamp());
select pg_temp.again();
select matches((select broke_because from cutover.completion_progress where table_name = 'owner'), 'completion_missing: 1, wanted = 0', 'a missing key breaks it');
update cutover.drifted_rows set resolved_at = clock_timestamp();
select pg_temp.again();
select matches(pg_temp.missing()::text, '^{"completion_hours: [0-9]","completion_trend: not measured"}$', 'found again: the time begins anew');
select is((select distinct state from cutover.cutover_tables where group_id = :shop), 'cutover', 'not complete');
rollback to ready;

insert into cutover.drifted_rows (table_id, key, kind, confirmed_at, resolved_at)
values (:owner, '{1}', 'missing', clock_timestamp() - interval '2 hours', clock_timestamp() - interval '1 hour');
select pg_temp.again();
select matches(pg_temp.missing()::text, '^{"?completion_hours: 360\d"?}$', 'a key that was missing while nobody watched counts');
rollback to ready;

update cutover.completions set looked_at = clock_timestamp() - interval '2 hours' where table_id = :owner;
select pg_temp.again();
select matches((select broke_because from cutover.completion_progress where table_name = 'owner'), '^nobody looked from ', 'hours that nobody watched do not count, whether the monitor or the clock skipped them');
select is((select distinct state from cutover.cutover_tables where group_id = :shop), 'cutover', 'not complete');
rollback to ready;

select cutover_private.raise_alert('test', 'verifier_broken', 'critical', null, '{}', null, :shop) as alert \gset
select pg_temp.again();
select ok('completion_alerts: 1' = any (pg_temp.missing()), 'a critical alert that is open');
rollback to ready;

update cutover.reconciliation_jobs set drift_percent = 0.04 where table_id = :owner and kind = 'full'
  and finished_at = (select max(finished_at) from cutover.reconciliation_jobs where table_id = :owner and kind = 'full');
select pg_temp.again();
select matches(pg_temp.missing()::text, 'completion_trend: 0.04', 'drift that rises');
rollback to ready;

select pg_temp.report(-4, 10, 3, 1000);
select pg_temp.again();
select is((select state from cutover.cutover_tables where name = 'owner'), 'completed', 'reported and within bounds, the other table attested: complete');
rollback to ready;

select pg_temp.report(-4, 10, 30, 1000);
select pg_temp.again();
select ok('completion_errors: 3.0000' = any (pg_temp.missing()), 'reported, and too many fail: no attestation helps');
rollback to ready;

select pg_temp.again();
select is((select array_agg(distinct state || ' ' || (completed_at is not null)) from cutover.cutover_tables where group_id = :shop), array['completed true'], 'everything holds: completed');
set constraints all immediate;
select is((select detail #>> '{owner,service_healthy,sample,evidence}' from cutover.cutover_audit_log where action = 'cutover.complete' and recorded_at >= now()), 'dashboards are green', 'the evidence is in the log');
select is((select detail #>> '{owner,completion_p95,verdict}' from cutover.cutover_audit_log where action = 'cutover.complete' and recorded_at >= now()), 'not measured', 'what was not measured says so');
select is((select count(*) from cutover.alerts where kind = 'cutover_completed'), 1::bigint, 'people are told');
select is(cutover.rollback_cutover('shop', 'after all') ->> 'ok', 'true', 'the way back stays open');
select is((select count(*) from cutover.rules where phase in ('rollback', 'completion') and max_age_seconds > 0 and kind = 'automatic'), 0::bigint, 'what is watched is measured at every look');
select is(pg_temp.look(), null, 'while a run is under way nothing is judged complete');
select * from finish();
rollback;
