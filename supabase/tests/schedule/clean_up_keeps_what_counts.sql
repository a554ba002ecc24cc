-- Cleaning up removes old bookkeeping of ours and nothing else; the audit log is never touched.
\ir ../pipeline/setup.inc
select plan(8);
insert into cutover.reconciliation_jobs (table_id, kind, trigger, requested_by, status, created_at, started_at, finished_at)
  select :owner, 'full', 'request', 'test', 'completed', t, t, t from unnest(array[now() - interval '91 days', now() - interval '89 days']) t;
insert into cutover_private.commands (actor, key, fingerprint, operation, answer, created_at)
  values ('test', 'old', 'x', 'prepare', '{"ok": true}', now() - interval '31 days'), ('test', 'new', 'x', 'prepare', '{"ok": true}', now());
select cron.schedule('someone_elses', '0 0 1 1 *', 'select 1') as other \gset
select cutover.schedule_jobs() as ok \gset
select count(*) as audited from cutover.cutover_audit_log \gset
insert into cron.job_run_details (jobid, runid, command, status, start_time, end_time)
  select j.jobid, 1000000 + row_number() over (), 'test ' || j.jobname, 'succeeded', t, t
  from cron.job j, unnest(array[now() - interval '4 days', now() - interval '2 days']) t
  where j.jobname in ('someone_elses', 'cutover_monitor');
select lives_ok('select cutover_private.clean_up()', 'cleaned up');
select is((select count(*) from cutover.reconciliation_jobs where table_id = :owner), 1::bigint, 'comparisons are kept for 90 days');
select is((select string_agg(key, ',') from cutover_private.commands where actor = 'test'), 'new', 'idempotency records for their time');
select is((select count(*) from cron.job_run_details where command = 'test cutover_monitor'), 1::bigint, 'our job runs for three days');
select is((select count(*) from cron.job_run_details where command = 'test someone_elses'), 2::bigint, 'other people''s are theirs');
set constraints all immediate;
select cmp_ok((select count(*) from cutover.cutover_audit_log), '>=', :audited::bigint, 'the audit log is whole');
select is((select count(*) from old.owner), 2::bigint, 'data, of course');
select lives_ok('select cutover_private.clean_up()', 'again');
select * from finish();
rollback;
