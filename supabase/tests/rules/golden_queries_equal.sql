-- A golden query that differs, fails or was not run is found by its name; equal again, it is not. Without any, that is said.
\ir golden.inc
select plan(12);
select is(pg_temp.found('golden_queries_equal'), 'item failed 1: sum: never run to an end; owner failed 1: sum: never run to an end', 'never run');
select pg_temp.ask();
select is(pg_temp.found('golden_queries_equal'), null, 'equal');
select pg_temp.plant('update new.owner set total = 6 where id = 1');
select pg_temp.ask();
select matches(pg_temp.found('golden_queries_equal'), '^item failed 1: sum: different; ', 'different');
select pg_temp.plant('update new.owner set total = 0 where id = 1');
select pg_temp.ask();
select is(pg_temp.found('golden_queries_equal'), null, 'mended');
update old.owner set total = 5 where id = 1;
select pg_temp.ask();
select is((select r.verdict from cutover.golden_query_runs r order by r.finished_at desc limit 1), 'lagging', 'a run that met rows on their way');
select is(pg_temp.found('golden_queries_equal'), null, 'has decided nothing');
select pg_temp.settle();
alter table new.owner rename column total to sum;
select pg_temp.ask();
select matches(pg_temp.found('golden_queries_equal'), '^item failed 1: sum: failed; ', 'a query that fails');
alter table new.owner rename column sum to total;
select pg_temp.ask();
update cutover.golden_query_runs set finished_at = finished_at - interval '25 hours';
select matches(pg_temp.found('golden_queries_equal'), '^item failed 1: sum: not run since yesterday; ', 'one that is old');
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'false', 'the group is not ready');
select is((select count(*) from cutover.golden_query_runs where verdict is null and trigger = 'request'), 1::bigint, 'and preparing runs it');
select cutover.end_golden_query('sum', 'test') ->> 'ok' as ok \gset
select is(pg_temp.found('golden_queries_equal'), 'item warning unknown; owner warning unknown', 'without any: a warning');
select is((select evidence ->> 'nothing_declared' from cutover.cutover_checklists where table_id = :item and rule_id = 'golden_queries_equal'),
  'No golden query is registered for the group.', 'that says so');
select * from finish();
rollback;
