-- A ramp goes up a step when its hold time is over and nothing speaks against it, and says what it waits for until then.
\ir setup.inc
select plan(32);
create function pg_temp.ramp() returns text language sql as $$
  select cutover_private.ramp_turn(id) from cutover.read_ramps;
  select format('%s, step %s, %s %%, waits for %s', r.status, r.step, coalesce(pg_temp.percentage()::text, 'no'), r.waits_for)
  from cutover.read_ramps r order by r.id desc limit 1;
$$;
create function pg_temp.fresh() returns void language sql as $$
  insert into cutover.backlogs (table_id, side, entries) values ((pg_temp.item()).id, 'legacy', 0)
  on conflict (table_id) do update set measured_at = clock_timestamp(), level = 'normal';
$$;
select is(cutover.start_read_ramp('item', 'test',
  '[{"percentage": 5, "hold_minutes": 60}, {"percentage": 25, "hold_minutes": 0}, {"percentage": 100, "hold_minutes": 0}]') #>> '{result,status}',
  'active', 'a ramp begins');
select is(pg_temp.ramp(),
  'active, step 0, no %, waits for shadow reads: 0 of 20 comparisons since ' || (select date_trunc('second', step_since) from cutover.read_ramps),
  'without evidence it does not move');
select pg_temp.window(19);
select matches(pg_temp.ramp(), 'waits for shadow reads: 19 of 20', 'nor with too little');
select pg_temp.window(100, 5);
select matches(pg_temp.ramp(), 'waits for rule shadow_agreement: measured 95\.\d+, allowed 99.5', 'nor while the sides disagree');
delete from cutover.shadow_reads;
insert into cutover.shadow_reads (table_id, started_at, finished_at, agreed) values (:item, '2020-01-01', now(), 100);
update cutover.read_ramps set step_since = '2019-01-01';
select matches(pg_temp.ramp(), 'waits for shadow reads: none since 2020', 'nor with evidence that is old');
update cutover.read_ramps set step_since = now();
select pg_temp.window(100);
select matches(pg_temp.ramp(), 'waits for a first full reconciliation', 'nor before every row was compared');
select pg_temp.reconcile('item');
select matches(pg_temp.ramp(), 'waits for the pipeline to measure the backlog', 'nor without knowing the backlog');
select pg_temp.fresh();
update cutover.backlogs set level = 'alarm', reasons = array['backlog_age_alarm'];
select matches(pg_temp.ramp(), 'waits for the backlog: alarm \(backlog_age_alarm\)', 'nor with too much of one');
select pg_temp.fresh();
update cutover.feature_flags set rollout_percentage = 3;
select matches(pg_temp.ramp(), 'waits for the feature flag data_migration_final, which is rolled out to 3 %; the next step is 5 %', 'nor beyond the flag');
update cutover.feature_flags set enabled = false, rollout_percentage = 100;
select matches(pg_temp.ramp(), 'data_migration_final, which is off', 'nor while it is off');
update cutover.feature_flags set enabled = true;
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at) values (:item, '{3}', 'mismatched', now());
select matches(pg_temp.ramp(), 'waits for rule read_ramp_drift: measured 4, allowed 0.1', 'nor with drift');
delete from cutover.drifted_rows;
select is(pg_temp.ramp(), 'active, step 1, 5.00 %, waits for the hold time of step 1', 'then it takes the first step');
select is(pg_temp.ramp(), 'active, step 1, 5.00 %, waits for the hold time of step 1', 'and stays there');
update cutover.read_ramps set next_at = clock_timestamp(), step_since = '2035-01-01';
select matches(pg_temp.ramp(), 'waits for shadow reads: 0 of 20', 'evidence of an earlier step does not count');
update cutover.read_ramps set step_since = now();
-- Held back by people.
select cutover.set_read_split('item', 'complaints', 2) ->> 'ok' as ok \gset
select matches(pg_temp.ramp(), 'step 1, 2.00 %, waits for an operator, because the split was lowered to 2 %', 'who lowers the split by hand stops it');
select cutover.set_read_split('item', 'settled', 5) ->> 'ok' as ok \gset
update cutover.read_ramps set next_at = clock_timestamp() + interval '1 hour';
select matches(pg_temp.ramp(), 'waits for the hold time of step 1', 'until it is raised again');
select is(cutover.pause_read_ramp('item', 'lunch') #>> '{result,status}', 'paused', 'it is paused');
select matches(pg_temp.ramp(), '^paused, step 1, 5.00', 'and does not move');
select is(cutover.pause_read_ramp('item', 'lunch') #>> '{error,code}', 'CT201', 'once');
select is(cutover.resume_read_ramp('item', 'back') #>> '{result,status}', 'active', 'it is resumed');
select matches(pg_temp.ramp(), 'step 1, 5.00 %, waits for the hold time', 'with the whole hold time before it');
update cutover.read_ramps set next_at = clock_timestamp(), step_since = now();
-- A halt.
update cutover.read_splits set halted_at = clock_timestamp(), halted_reason = 'test';
insert into cutover.read_split_halts (table_id, environment, rule_id, value, threshold, sample, windows, percentage_before, percentage) values (:item, 'development', 'shadow_errors', 9, 5, 100, 3, 25, 5);
select matches(pg_temp.ramp(), 'waits for an operator, because the split is halted \(test\)', 'a halt keeps it');
select cutover.resume_read_split('item', 'mended') ->> 'ok' as ok \gset
update cutover.read_ramps set step_since = now();
select matches(pg_temp.ramp(), 'step 1, 5.00 %, waits for the hold-off after a halt', 'and keeps it for a while after that');
update cutover.read_split_halts set halted_at = halted_at - interval '1 day';
-- Nobody is moved back on the way up.
select cutover_private.change_read_split(:item, 60, 'by hand');
select is(pg_temp.ramp(), 'active, step 2, 60.00 %, waits for the hold time of step 2', 'a higher percentage stays');
update cutover.read_ramps set step_since = now(), next_at = clock_timestamp();
select is(pg_temp.ramp(), 'active, step 3, 100.00 %, waits for the hold time of step 3', 'the last step');
update cutover.read_ramps set step_since = now(), next_at = clock_timestamp();
select is(pg_temp.ramp(), 'completed, step 3, 100.00 %, waits for an operator, who may switch reads over for good: cutover.switch_read_source', 'it is completed');
select is(pg_temp.ramp(), 'completed, step 3, 100.00 %, waits for an operator, who may switch reads over for good: cutover.switch_read_source', 'and rests');
set constraints all immediate;
select results_eq($$select action, detail ->> 'step' from cutover.cutover_audit_log where action in ('read_ramp.step', 'read_ramp.complete') and recorded_at >= now() order by seq$$,
  $$values ('read_ramp.step', '1'), ('read_ramp.step', '2'), ('read_ramp.step', '3'), ('read_ramp.complete', null)$$, 'every step is audited');
select is(cutover.start_read_ramp('item', 'again') #>> '{result,steps}', '[{"percentage": 1, "hold_minutes": 60}, {"percentage": 5, "hold_minutes": 60}, {"percentage": 25, "hold_minutes": 60}, {"percentage": 50, "hold_minutes": 60}, {"percentage": 100, "hold_minutes": 60}]', 'another one, with the usual steps');
-- The end of the split.
update cutover.cutover_tables set read_source = 'legacy' where id = :item;
select matches(pg_temp.ramp(), '^cancelled', 'reads that are on one side end it');
select is((select stop_reason from cutover.read_ramps order by id desc limit 1), 'Reads are not split any more: their source is legacy.', 'and it says so');
select is((cutover.command('status', '{"table": "item"}') #>> '{result,groups,0,tables,0,read_ramp,status}'), 'cancelled', 'status shows it');
select * from finish();
rollback;
