-- Latency and errors take a group back when they last for three reported minutes, with enough requests, and against a baseline; else they do not.
\ir setup.inc
select plan(21);
select is(:'status'::text, 'completed', 'cut over');
select results_eq($$select b.minutes, b.requests, b.p95_ms, b.error_percent
  from cutover.service_baselines b join cutover.cutover_tables t on t.id = b.table_id$$,
  $$values (3, 300::bigint, 10::numeric, 0::numeric)$$, 'the baseline was taken in the flip, of the table that was reported on');
select is(pg_temp.look(), null, 'nothing is wrong');
select is(pg_temp.verdict('rollback_p95') || ', ' || pg_temp.verdict('rollback_errors'), 'unknown, unknown', 'nothing reported: not known, and no reason');
select pg_temp.report(-4, 12);
select is(pg_temp.look(), null, 'a fifth slower is allowed');
select is(pg_temp.verdict('rollback_p95') || ', ' || pg_temp.verdict('rollback_errors'), 'holds 20, holds 0', 'exactly at the threshold');
select pg_temp.report(-4, 13);
update cutover.service_metrics set p95_ms = 10 where minute = date_trunc('minute', clock_timestamp()) - interval '3 minutes';
select is(pg_temp.look(), null, 'two minutes of three');
select is(pg_temp.verdict('rollback_p95'), 'holds 0', 'do not last');
select pg_temp.report(-4, 13, p_requests => 33);
select is(pg_temp.look(), null, 'too few requests');
select is(pg_temp.verdict('rollback_p95'), 'unknown', 'say nothing');
select pg_temp.report(-4, 10, 5);
select is(pg_temp.look(), null, 'five of a hundred fail: no rollback');
select is(pg_temp.alert('failing_reads:owner'), 'critical', 'but an alert');
select pg_temp.report(-4, 2500, 0);
select cutover.set_automatic_rollback('owner', false, 'nightly jobs are slow') ->> 'ok' as ok \gset
select is(pg_temp.look(), null, 'switched off for this table');
select is(pg_temp.verdict('rollback_p95') || ', ' || pg_temp.alert('slow_reads:owner') || ', ' || pg_temp.alert('failing_reads:owner'),
  'broken 24900, warning, critical gone', 'it is judged and told all the same; what is over says so');
select cutover.set_automatic_rollback('owner', true, 'back') ->> 'ok' as ok \gset
select pg_temp.report(-4, 13);
select cutover.set_threshold('owner', 'rollback_p95', 40, 'reports are slow here') ->> 'ok' as ok \gset
select is(pg_temp.look(), null, 'another threshold for this table');
select cutover.set_threshold('owner', 'rollback_p95', 20, 'as for all') ->> 'ok' as ok \gset
select pg_temp.look() as run \gset
select isnt(nullif(:'run', ''), null, 'three minutes, a third slower: a run');
select is(cutover.rollback_cutover('shop', 'too slow') #>> '{error,code}', 'CT205', 'an operator who comes second is told');
select is(pg_temp.drive(cutover.advance_run(:'run')) ->> 'status', 'completed', 'which ends');
select is((select array_agg(distinct state || ' ' || write_source)
  from cutover.cutover_tables where group_id = :shop), array['rolled_back legacy'], 'on legacy');
set constraints all immediate;
select is((select concat_ws(' ', d ->> 'rule', (d ->> 'value')::numeric::integer, d ->> 'threshold', d #>> '{sample,requests}')
  from cutover.cutover_audit_log l, jsonb_path_query(l.detail, '$.triggers[0]') d
  where action = 'rollback.automatic' and outcome = 'started' and recorded_at >= now()), 'rollback_p95 30 20 300', 'the log has rule, value, threshold and sample');
select is((select a.level || ' ' || (a.run_id = :'run'::uuid)::text
  from cutover.alerts a where a.key = 'automatic_rollback:shop'), 'critical true', 'so has the alert, with the run');
select * from finish();
rollback;
