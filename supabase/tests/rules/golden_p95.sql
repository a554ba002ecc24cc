-- A golden query that supabase answers slowly is found, as soon as more than one of twenty runs says so; not declared, it is a warning.
\ir golden.inc
select plan(6);
create function pg_temp.runs(p_ms numeric, p_count integer) returns void language sql as $$
  delete from cutover.golden_query_runs;
  insert into cutover.golden_query_runs (query_id, trigger, verdict, finished_at, legacy_ms, supabase_ms)
  select q.id, 'request', 'equal', clock_timestamp() - i * interval '1 minute', 100, case when i <= p_count then p_ms else 100 end
  from cutover.golden_queries q, generate_series(1, 20) i;
$$;
select is(pg_temp.found('golden_p95'), 'item failed unknown: sum: not measured; owner failed unknown: sum: not measured', 'not measured yet');
select pg_temp.ask();
select is(pg_temp.found('golden_p95'), null, 'fast');
select pg_temp.runs(2500, 1);
select is(pg_temp.found('golden_p95'), null, 'one slow run of twenty');
select pg_temp.runs(2500, 2);
select is(pg_temp.found('golden_p95'), 'item failed 2.5: sum: 2500 ms; owner failed 2.5: sum: 2500 ms', 'two');
select pg_temp.runs(1999, 20);
select is(pg_temp.found('golden_p95'), null, 'just below two seconds');
select cutover.end_golden_query('sum', 'test') ->> 'ok' as ok \gset
select is(pg_temp.found('golden_p95'), 'item warning unknown; owner warning unknown', 'without any: a warning');
select * from finish();
rollback;
