-- How long writers waited, against the promise; windows with what took place in them; drift over time.
\ir ../runs/setup.inc
select plan(14);
insert into cutover.operators (subject, role, display_name, granted_by) values ('olga', 'operator', 'Olga', 'test');
select set_config('request.jwt.claims', '{"sub": "olga", "role": "authenticated"}', true) as claims \gset
select cutover.execute_cutover('shop') #>> '{result,run_id}' as run \gset
select set_config('request.jwt.claims', '', true) as claims \gset
select pg_temp.drive(jsonb_build_object('run_id', :'run')) ->> 'status' as status \gset
update cutover.settings set value = '1000000' where key = 'target_pause_ms';
select is((select group_name || ' ' || kind || ' ' || mode || ' ' || requested_by || ' ' || verdict from cutover.write_pauses), 'shop cutover drain Olga as promised', 'a switch, by whom, as promised');
select ok((select write_pause_ms > 0 and target_ms = 1000000 and switched_at is not null from cutover.write_pauses), 'with milliseconds');
update cutover.cutover_runs set result = result || '{"write_pause_ms": 1900}';
update cutover.settings set value = '400' where key = 'target_pause_ms';
select is((select verdict from cutover.write_pauses), 'longer than promised', 'longer');
update cutover.settings set value = '1' where key = 'maximum_pause_seconds';
select is((select verdict || ' ' || trim_scale(limit_ms) from cutover.write_pauses), 'longer than allowed 1000', 'too long');
update cutover.settings set value = '10' where key = 'maximum_pause_seconds';
select is((select pg_temp.drive(cutover.rollback_cutover('shop', 'wrong prices')) ->> 'status'), 'completed', 'and back');
select is((select string_agg(kind || coalesce(' ' || reason, ''), ', ' order by switched_at) from cutover.write_pauses), 'cutover, rollback wrong prices', 'both are listed');
insert into cutover.cutover_runs (group_id, kind, status, requested_by, deadline_at, finished_at)
values (:shop, 'cutover', 'released', 'test', now(), clock_timestamp());
select is((select count(*) from cutover.write_pauses), 2::bigint, 'a run that switched nothing paused nobody');

select is((select group_name || ' ' || status || ' ' || kind || ' ' || tables || ': ' || runs from cutover.freeze_calendar),
  'shop active emergency owner, item: cutover completed, rollback completed, cutover released', 'the window, and what took place in it');
select ok((select minutes_left > 0 and minutes_left <= length_minutes from cutover.freeze_calendar), 'what is left of it');
update cutover.freeze_windows set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour';
select is((select status from cutover.freeze_calendar), 'over', 'one that nobody has closed yet');
select is((select minutes_left from cutover.freeze_calendar), 0.0, 'has nothing left');

select is((select count(*) from cutover.drift_history where group_name = 'shop' and kind = 'full' and drift_percent = 0), 2::bigint, 'comparisons that found nothing');
update cutover.reconciliation_jobs set missing = 1, extra = 2, mismatched = 3, drift_percent = 0.6 where table_id = :owner;
select is((select drifted_rows from cutover.drift_history where table_name = 'owner'), 6::bigint, 'rows that differed');
update cutover.reconciliation_jobs set status = 'cancelled' where table_id = :owner;
select is((select count(*) from cutover.drift_history where table_name = 'owner'), 0::bigint, 'what did not come to an end says nothing');
select * from finish();
rollback;
