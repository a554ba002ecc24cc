-- Where no application reports, golden queries are timed after the switch: one that became slower for good takes the group back.
\ir setup.inc
select plan(13);
grant usage on schema old, new to cutover_reader;
grant select on all tables in schema old, new to cutover_reader;
delete from cutover.service_metrics;
delete from cutover.service_baselines;
select cutover.register_golden_query('sum', 'shop', 'select sum(total) from old.owner', 'select sum(total) from new.owner', 'test') ->> 'ok' as ok \gset
select cutover.set_automatic_rollback('item', false, 'one table is enough') ->> 'ok' as ok \gset
-- Evidence that changed alone is written after a while.
create function pg_temp.look_again() returns text language plpgsql as $$
begin
  update cutover.watch_results set looked_at = looked_at - interval '1 minute';
  return pg_temp.look();
end $$;
create function pg_temp.p95() returns text language sql as $$
  select r.verdict || coalesce(' ' || trim_scale(r.value)::text, '') || coalesce(' ' || (r.evidence #>> '{golden_queries,sum,baseline_p95_ms}'), '')
  from cutover.watch_results r join cutover.cutover_tables t on t.id = r.table_id where r.rule_id = 'rollback_p95' and t.name = 'owner'
$$;
-- Runs so many minutes ago, counted back from the first.
create function pg_temp.ran(p_minutes integer[], p_legacy numeric, p_supabase numeric) returns void language sql as $$
  insert into cutover.golden_query_runs (query_id, trigger, verdict, created_at, finished_at, legacy_ms, supabase_ms)
  select q.id, 'watch', 'equal', clock_timestamp() - make_interval(mins => m), clock_timestamp() - make_interval(mins => m), p_legacy, p_supabase
  from cutover.golden_queries q, unnest(p_minutes) m
$$;
select is(pg_temp.look(), null, 'nothing is wrong');
select is(pg_temp.p95(), 'unknown', 'nothing was reported and nothing was run');
select is(cutover_private.time_golden_queries(), 1, 'so the golden query is run');
select is(cutover_private.time_golden_queries(), 0, 'once at a time');
select is(cutover_private.golden_step(), true, 'by a worker, on both sides');
select is((select r.verdict || ' ' || r.trigger from cutover.golden_query_runs r), 'equal watch', 'and compared as ever');
select is(cutover_private.time_golden_queries(), 0, 'every five minutes, not more');
update cutover.golden_query_runs set finished_at = finished_at - interval '6 minutes', supabase_ms = 20000;
select is(cutover_private.time_golden_queries(), 0, 'one that takes 20 seconds less often still');
delete from cutover.golden_query_runs;
select pg_temp.ran(array[60, 80, 100], 200, 500);
select pg_temp.ran(array[1, 6], 500, 300);
select pg_temp.look_again() as run \gset
select is(pg_temp.p95(), 'unknown 200', 'two times since the switch say nothing');
select pg_temp.ran(array[11], 500, 210);
select pg_temp.look_again() as run \gset
select is(pg_temp.p95(), 'holds 0 200', 'slow twice out of three does not last; a few milliseconds are noise');
delete from cutover.golden_query_runs where supabase_ms = 210;
select pg_temp.ran(array[11], 500, 260);
select pg_temp.report(-4, 10);
insert into cutover.service_baselines (table_id, first_minute, last_minute, minutes, requests, errors, error_percent, p95_ms, requests_per_minute)
values (:owner, now(), now(), 3, 300, 0, 0, 10, 100);
select pg_temp.look_again() as run \gset
select is(pg_temp.p95(), 'holds 0', 'an application that reports is believed, for its table');
delete from cutover.service_metrics;
select pg_temp.look() as run \gset
select matches(:'run'::text, '^[0-9a-f-]{36}$', 'slow three times in a row: a run');
select is(pg_temp.p95() || ', ' || pg_temp.alert('automatic_rollback:shop'), 'broken 30 200, critical', 'that is told with the baseline');
select * from finish();
rollback;
