-- Every watched condition is found, at its level, and its alert goes when it is gone. A watch that fails keeps nobody else from looking.
\ir ../runs/setup.inc
select plan(44);
update cutover.alerts set resolved_at = clock_timestamp(), resolution = 'test' where resolved_at is null;
update cutover.alert_kinds set quiet_seconds = 0 where watched;
delete from cutover.apply_failures;
create function pg_temp.open(p_kind text) returns text language sql as $$
  select string_agg(a.key || ' ' || a.level, ', ' order by a.key) from cutover.alerts a where a.kind = p_kind and a.resolved_at is null
$$;
-- What is open of a kind after a look.
create function pg_temp.look(p_kind text) returns text language plpgsql as $$
begin
  perform cutover_private.watch_conditions();
  return pg_temp.open(p_kind);
end $$;
select is_empty($$select id from cutover.alert_kinds where watched and to_regprocedure('cutover_private.watch_' || id || '()') is null$$, 'each watched kind has its watch');
select is_empty($$select p.proname from pg_proc p where p.pronamespace = 'cutover_private'::regnamespace and p.proname like 'watch\_%' and p.pronargs = 0 and p.proname <> 'watch_conditions'
  and not exists (select from cutover.alert_kinds k where k.watched and 'watch_' || k.id = p.proname)$$, 'and each watch its kind');
-- Backlog.
insert into cutover.backlogs (table_id, side, entries, oldest_at, level, reasons) values (:owner, 'legacy', 5, now() - interval '9 minutes', 'alarm', '{backlog_age_alarm}')
on conflict (table_id) do update set level = excluded.level, entries = excluded.entries, oldest_at = excluded.oldest_at, reasons = excluded.reasons;
select is(pg_temp.look('backlog'), 'backlog:owner warning', 'a backlog');
select results_eq($$select table_id, group_id, detail ->> 'rules' from cutover.alerts where key = 'backlog:owner' and resolved_at is null$$,
  format($$values (%s::bigint, %s::bigint, '["backlog_age_alarm"]')$$, :owner, :shop), 'of this table, by these rules');
update cutover.backlogs set level = 'over_limit' where table_id = :owner;
select is(pg_temp.look('backlog'), 'backlog:owner critical', 'beyond its limit');
update cutover.backlogs set level = 'normal' where table_id = :owner;
select is(pg_temp.look('backlog'), null, 'gone');
-- The journal grows.
delete from cutover_private.backlog_samples;
insert into cutover_private.backlog_samples select :owner, now() - make_interval(mins => 5 * g), 2000 - 100 * g from generate_series(1, 3) g;
update cutover.backlogs set entries = 1700 where table_id = :owner;
select is(pg_temp.look('journal_growth'), null, 'three times is not yet growth; a sample is taken');
select is((select count(*) from cutover_private.backlog_samples where table_id = :owner), 4::bigint, 'every five minutes');
select cutover_private.watch_conditions();
select is((select count(*) from cutover_private.backlog_samples where table_id = :owner), 4::bigint, 'no sooner');
update cutover_private.backlog_samples set entries = 2000 where table_id = :owner and sampled_at = (select max(sampled_at) from cutover_private.backlog_samples);
select is(pg_temp.look('journal_growth'), 'journal_growth:owner warning', 'four times is');
update cutover_private.backlog_samples set entries = entries / 10;
select is(pg_temp.look('journal_growth'), null, 'a short journal may');
-- Disk.
select is(pg_temp.look('disk'), null, 'a disk of unknown size is not looked at');
select pg_database_size(current_database()) as size \gset
update cutover.settings set value = to_jsonb((select sum(pg_database_size(oid)) from pg_database where has_database_privilege(oid,
  'connect')) / 1073741824 / 0.85) where key = 'disk_size_gb';
select is(pg_temp.look('disk'), 'disk warning', '85 % of the disk');
update cutover.settings set value = to_jsonb((select sum(pg_database_size(oid)) from pg_database where has_database_privilege(oid,
  'connect')) / 1073741824 / 0.95) where key = 'disk_size_gb';
select is(pg_temp.look('disk'), 'disk critical', '95 %');
update cutover.settings set value = '0' where key = 'disk_size_gb';
select is(pg_temp.look('disk'), null, 'gone');
-- Refused rows.
insert into cutover.apply_failures (table_id, key, error_code) values (:item, '{7}', '23514');
select is(pg_temp.look('apply_failures'), null, 'a row that was refused a moment ago may be tried again');
update cutover.apply_failures set first_failed_at = now() - interval '61 seconds';
select is(pg_temp.look('apply_failures'), 'apply_failures:item warning', 'for a minute');
select is((select detail - 'first_failed_at' from cutover.alerts where key = 'apply_failures:item'), '{"rows": 1, "error_codes": ["23514"]}', 'counted, without keys');
delete from cutover.apply_failures;
select is(pg_temp.look('apply_failures'), null, 'gone');
-- The verifier and the legacy server.
insert into cutover.verifier_checks (source_id, verdict, planted, milliseconds) select source_id, 'broken', '{}', 1 from cutover.table_groups where id = :shop;
select is(pg_temp.look('verifier_broken'), (select 'verifier_broken:' || s.name || ' critical' from cutover.legacy_sources s
  join cutover.table_groups g on g.source_id = s.id where g.id = :shop), 'the verifier is broken');
insert into cutover.verifier_checks (source_id, verdict, planted, milliseconds) select source_id, 'sound', '{}', 1 from cutover.table_groups where id = :shop;
select is(pg_temp.look('verifier_broken'), null, 'sound again');
insert into cutover.legacy_sources (name, kind, server_name, created_by) values ('away', 'postgres', 'cutover_away', 'test') returning id as away \gset
insert into cutover.source_health (source_id, failures) values (:away, 2);
select is(pg_temp.look('source_away'), null, 'twice is nothing');
update cutover.source_health set failures = 3 where source_id = :away;
select is(pg_temp.look('source_away'), 'source_away:away warning', 'three times is');
update cutover.source_health set failures = 30 where source_id = :away;
select is(pg_temp.look('source_away'), 'source_away:away critical', 'for a quarter of an hour');
select cutover_private.note_source_result(:away);
select is(pg_temp.look('source_away'), null, 'back');
-- Runs and windows.
select cutover.execute_cutover('shop') #>> '{result,run_id}' as run \gset
select is(concat(pg_temp.look('run_stuck'), pg_temp.open('window_overrun')), '', 'a run that is driven, within its window');
update cutover.cutover_runs set heartbeat_at = now() - interval '61 seconds' where id = :'run';
select is(pg_temp.look('run_stuck'), 'run_stuck:' || :'run' || ' warning', 'nobody drives it');
update cutover.cutover_runs set deadline_at = now() - interval '61 seconds' where id = :'run';
select is(pg_temp.look('run_stuck'), 'run_stuck:' || :'run' || ' critical', 'beyond its deadline');
select is((select run_id::text from cutover.alerts where kind = 'run_stuck'), :'run', 'which run');
update cutover.freeze_windows set ends_at = greatest(starts_at + interval '1 millisecond', now() - interval '1 minute') where group_id = :shop and status = 'active';
select is(pg_temp.look('window_overrun'), 'window_overrun:' || :'run' || ' warning', 'its window is over');
update cutover.freeze_windows set starts_at = now() - interval '1 hour', ends_at = now() - interval '3 minutes' where group_id = :shop
  and status = 'active' returning id as window \gset
select matches(pg_temp.look('window_overrun'), 'window_overrun:' || :'window' || ' warning', 'and nobody has closed it');
select cutover.abort_run('shop', 'test') ->> 'ok' as ok, cutover_private.sweep_freeze_windows(:shop) as swept \gset
update cutover.cutover_runs set status = 'released', finished_at = now() where id = :'run' and finished_at is null;
select is(concat(pg_temp.look('run_stuck'), pg_temp.open('window_overrun')), '', 'both are over');
-- pg_cron.
select cutover.unschedule_jobs() as had \gset
delete from cutover_private.watched_jobs;
select is(pg_temp.look('job_silent'), null, 'a job that is looked for since a moment');
update cutover_private.watched_jobs set seen_since = now() - interval '6 minutes';
select is(pg_temp.look('job_silent'), 'job_silent:cutover_monitor critical, job_silent:cutover_pipeline critical, job_silent:cutover_reconciliation critical', 'has to be scheduled while something is captured');
select cutover.schedule_jobs() as jobs \gset
insert into cron.job_run_details (jobid, runid, status, start_time, username, database, command)
  select jobid, -jobid, case jobname when 'cutover_pipeline' then 'failed' else 'succeeded' end, now() - interval '1 minute', 'postgres', 'postgres', 'test'
  from cron.job
  where jobname in ('cutover_monitor', 'cutover_reconciliation', 'cutover_pipeline');
update cutover_private.watched_jobs set seen_since = now() - interval '6 minutes';
select is(pg_temp.look('job_silent'), 'job_silent:cutover_pipeline critical', 'one that runs is not silent; one that only fails is');
update cron.job_run_details set status = 'running' where runid < 0 and command = 'test';
select is(pg_temp.look('job_silent'), null, 'all run');
update cron.job_run_details set start_time = now() - interval '7 minutes' where runid < 0 and command = 'test';
select is(pg_temp.look('job_silent'), 'job_silent:cutover_monitor critical, job_silent:cutover_pipeline critical, job_silent:cutover_reconciliation critical', 'they ran too long ago');
-- A watch that fails.
create or replace function cutover_private.watch_backlog() returns setof cutover_private.condition language plpgsql as $$ begin raise 'broken'; end $$;
update cutover.alerts set resolved_at = null, resolution = null where id = (select max(id) from cutover.alerts where key = 'backlog:owner');
update cutover.settings set value = '1000' where key = 'disk_size_gb';
delete from cutover_private.watched_jobs where name like 'cutover%';
select is(pg_temp.look('backlog'), 'backlog:owner critical', 'what could not be looked at stays as it is');
select is(pg_temp.open('job_silent'), null, 'the others are looked at');
-- Reminders.
create function pg_temp.repeated() returns bigint language sql as $$ select count(*) from cutover.alerts where key = 'backlog:owner' and resolved_at is null and repeated_at >= now() $$;
update cutover.alerts set raised_at = raised_at - interval '31 minutes', escalated_at = escalated_at - interval '31 minutes', repeated_at = null
  where key = 'backlog:owner' and resolved_at is null;
select cutover_private.watch_conditions();
select is(pg_temp.repeated(), 1::bigint, 'a critical alert that nobody acknowledges comes again');
select repeated_at as repeated from cutover.alerts where key = 'backlog:owner' and resolved_at is null \gset
select cutover_private.watch_conditions();
select is((select repeated_at from cutover.alerts where key = 'backlog:owner' and resolved_at is null), :'repeated'::timestamptz, 'not before its time');
update cutover.alerts set repeated_at = null, acknowledged_by = 'olga', acknowledged_at = clock_timestamp() where key = 'backlog:owner' and resolved_at is null;
select cutover_private.watch_conditions();
select is(pg_temp.repeated(), 0::bigint, 'one that somebody has acknowledged does not');
update cutover.alerts set acknowledged_by = null, acknowledged_at = null, level = 'warning' where key = 'backlog:owner' and resolved_at is null;
select cutover_private.watch_conditions();
select is(pg_temp.repeated(), 0::bigint, 'nor does a warning');
-- From outside, where pg_cron does not run.
delete from cutover.alerts where kind = 'job_silent';
insert into cutover_private.watched_jobs (name, seen_since) values ('cutover_monitor', now() - interval '6 minutes')
on conflict (name) do update set seen_since = excluded.seen_since;
select cutover.command('deliver_notifications', '{}') ->> 'ok' as ok \gset
select is(pg_temp.open('job_silent'), 'job_silent:cutover_monitor critical', 'whoever has messages delivered sees it as well');
select * from finish();
rollback;
