-- Each day has a report of each table and of everything: what differed at its end, was compared, waited and happened. It is sent, and made again takes the first one's place.
\ir ../runs/setup.inc
select plan(22);
delete from cutover.notification_targets;
delete from cutover.daily_reports;
delete from cutover.drifted_rows;
delete from cutover.reconciliation_jobs;
delete from cutover_private.backlog_samples;
delete from cutover.alerts;
insert into cutover.notification_targets (name, kind, secret_source, secret_name, minimum_level, set_by) values ('daily', 'slack', 'environment', 'CUTOVER_NOTIFY_X', 'info', 'test'),
  ('pager', 'slack', 'environment', 'CUTOVER_NOTIFY_X', 'critical', 'test');
select (now() at time zone 'UTC')::date - 1 as yesterday, (now() at time zone 'UTC')::date - 2 as before,
  ((now() at time zone 'UTC')::date - 1)::timestamp at time zone 'UTC' as start \gset
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at, resolved_at) values
  (:item, '{1}', 'missing', :'start'::timestamptz - interval '1 day', null),
  (:item, '{2}', 'missing', :'start'::timestamptz + interval '1 hour', :'start'::timestamptz + interval '25 hours'),
  (:item, '{3}', 'missing', :'start'::timestamptz + interval '1 hour', :'start'::timestamptz + interval '2 hours'),
  (:item, '{4}', 'missing', :'start'::timestamptz + interval '24 hours', null),
  (:item, '{5}', 'missing', null, null);
insert into cutover.reconciliation_jobs (table_id, kind, status, trigger, finished_at, rows_legacy, rows_supabase) values
  (:item, 'full', 'completed', 'schedule', :'start'::timestamptz + interval '1 hour', 200, 199),
  (:item, 'incremental', 'completed', 'schedule', :'start'::timestamptz + interval '2 hours', 10, 12),
  (:item, 'full', 'completed', 'schedule', :'start'::timestamptz + interval '24 hours', 500, 500);
insert into cutover_private.backlog_samples values (:item, :'start'::timestamptz + interval '1 hour', 90), (:item, :'start'::timestamptz + interval '2 hours',
  5), (:item, :'start'::timestamptz + interval '24 hours', 900);
insert into cutover.cutover_runs (group_id, kind, status, step, requested_by, requested_at, deadline_at, finished_at, result) values
  (:shop, 'cutover', 'completed', 'monitor', 'test', :'start', now(), :'start'::timestamptz + interval '1 hour', jsonb_build_object('write_pause_ms', 12.5,
  'flipped_at', :'start'::timestamptz + interval '1 hour')),
  (:shop, 'rollback', 'completed', 'monitor', 'test', :'start', now(), :'start'::timestamptz + interval '25 hours', jsonb_build_object('write_pause_ms', 99,
  'flipped_at', :'start'::timestamptz + interval '25 hours'));
select cutover_private.raise_alert('drift:item', 'drift', 'critical', 'drift', null, :item), cutover_private.raise_alert('backlog:item', 'backlog', 'warning',
  'waits', null, :item),
  cutover_private.raise_alert('back:1', 'group_rolled_back', null, 'back', null, null, :shop), cutover_private.raise_alert('disk', 'disk', 'critical', 'full',
  null),
  cutover_private.raise_alert('later', 'security_violation', null, 'later', null, :item);
update cutover.alerts set raised_at = :'start'::timestamptz + interval '3 hours' where key <> 'later';
delete from cutover.notifications;

select cutover_private.daily_report(:'before'::date) as earlier \gset
select cutover.make_daily_report() as made \gset
select is((:'made'::jsonb #>> '{result,day}'), :'yesterday', 'of yesterday');
select is(:'made'::jsonb #>> '{result,tables}', (select count(*)::text from cutover.cutover_tables), 'every table');
create temporary view item as select * from cutover.daily_reports where day = (now() at time zone 'UTC')::date - 1 and table_name = 'item';
select results_eq('select drifted, drift_percent, drift_trend from item', $$values (2::bigint, 1.0::numeric, 'rising')$$, 'what differed at the end of the day, of the rows of then, against the day before');
select is((select rows_compared from item), 212::bigint, 'what was compared');
select results_eq('select backlog_entries, backlog_highest from item', $$values (5::bigint, 90::bigint)$$, 'what waited at the end, and at most');
select is((select write_pauses_ms from item), array[12.5], 'how long writers waited');
select is((select alerts from item), '{"critical": 1, "warning": 2}'::jsonb, 'alerts of the table and of its group');
select is((select array_agg(i ->> 'kind' order by i ->> 'kind') from item, jsonb_array_elements(incidents) i), array['drift', 'group_rolled_back'], 'critical ones and rollbacks are incidents');
select is((select state from item), 'ready', 'its state');
select results_eq($$select drifted, drift_percent, drift_trend, rows_compared, write_pauses_ms, alerts from cutover.daily_reports where day = (now() at time zone 'UTC')::date - 1 and table_name is null$$,
  $$values (2::bigint, 1.0::numeric, 'rising', 212::bigint, array[12.5], '{"critical": 2, "warning": 2}'::jsonb)$$, 'everything: a switch counts once, and so does an alert');
select is((select drifted || ' ' || drift_trend from cutover.daily_reports where day = :'before' and table_name = 'item'), '1 first', 'the day before that');
select is((select count(*) from cutover.daily_reports r where r.day = :'yesterday' and not exists (select from cutover.audit_anchors a
  where a.seq = r.audit_seq and a.hash = r.audit_hash)), 0::bigint, 'with the head of the audit log');
-- Sent.
select results_eq('select t.name, n.event from cutover.notifications n join cutover.notification_targets t on t.id = n.target_id order by n.created_at', $$values ('daily', 'report'), ('daily', 'report')$$, 'to whom wants it');
select matches((select payload #>> '{report,summary}' from cutover.notifications order by created_at desc limit 1),
  '^Report of \d{4}-\d\d-\d\d: .*2 ready.* Rows that differ: 2 \(rising, at most 1 %\)\. Rows compared: 212\. Alerts: 2 critical, 2 warning\. Incidents: 3\. Switches: 1, the longest write pause 12\.5 ms\.$', 'in a sentence');
select is((select payload #>> '{report,tables,0,table_name}' from cutover.notifications order by created_at desc limit 1), 'item', 'and in figures');
select is((select payload #> '{report,tables,0,key}' from cutover.notifications order by created_at desc limit 1), null, 'no keys');
-- Again.
select cutover.make_daily_report() ->> 'ok' as again \gset
select is((select count(*) from item), 1::bigint, 'made again it takes the place of the first');
select is((select string_agg(day::text, ' ' order by day) from cutover.daily_reports where table_name is null), :'before' || ' ' || :'yesterday', 'of that day alone');
select is(cutover.make_daily_report((now() at time zone 'UTC')::date) ->> 'ok', 'true', 'today as far as it has come');
select is(cutover.make_daily_report((now() at time zone 'UTC')::date + 1) #>> '{error,code}', 'CT001', 'not tomorrow');
select is(cutover.make_daily_report((now() at time zone 'UTC')::date - 90) #>> '{error,code}', 'CT001', 'nor what is forgotten');
select is(cutover.command('make_daily_report', '{"day": "2026-02-30"}') #>> '{error,code}', 'CT001', 'nor what does not exist');
select * from finish();
rollback;
