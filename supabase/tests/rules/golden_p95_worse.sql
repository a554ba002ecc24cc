-- A golden query that takes a fifth longer than on legacy, in the same runs, is found; a few milliseconds are noise.
\ir golden.inc
select plan(5);
create function pg_temp.runs(p_legacy numeric, p_supabase numeric) returns void language sql as $$
  delete from cutover.golden_query_runs;
  insert into cutover.golden_query_runs (query_id, trigger, verdict, finished_at, legacy_ms, supabase_ms)
  select q.id, 'request', 'equal', clock_timestamp() - i * interval '1 minute', p_legacy, p_supabase from cutover.golden_queries q, generate_series(1, 20) i;
$$;
select pg_temp.runs(1000, 1200);
select is(pg_temp.found('golden_p95_worse'), null, 'a fifth is allowed');
select pg_temp.runs(1000, 1210);
select is(pg_temp.found('golden_p95_worse'), 'item failed 21: sum: 1210 ms, on legacy 1000 ms; owner failed 21: sum: 1210 ms, on legacy 1000 ms', 'more is not');
select pg_temp.runs(1, 20);
select is(pg_temp.found('golden_p95_worse'), null, 'below the floor nothing is slower');
select cutover.set_threshold('item', 'golden_p95_worse', 50, 'a report at night') ->> 'ok' as ok \gset
select pg_temp.runs(1000, 1400);
select matches(pg_temp.found('golden_p95_worse'), '^owner failed 40: [^;]*$', 'a threshold of its own');
select cutover.end_golden_query('sum', 'test') ->> 'ok' as ok \gset
select is(pg_temp.found('golden_p95_worse'), 'item warning unknown; owner warning unknown', 'without any: a warning');
select * from finish();
rollback;
