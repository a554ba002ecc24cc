-- Two queries have to give the same rows: compared by hash, both timed, run twice before they count as different; no row is kept.
\ir ../pipeline/setup.inc
select plan(20);
grant usage on schema old, new to cutover_reader;
grant select on all tables in schema old, new to cutover_reader;
select pg_temp.settle();
create function pg_temp.run(p_name text) returns cutover.golden_query_runs language plpgsql as $$
declare
  v_id uuid := cutover.command('check_golden_queries', jsonb_build_object('name', p_name)) #>> '{result,runs,0,run}';
  v_run cutover.golden_query_runs;
begin
  while cutover_private.golden_step(v_id) loop
    update cutover.golden_query_runs set due_at = clock_timestamp() where id = v_id;
  end loop;
  select * into v_run from cutover.golden_query_runs where id = v_id;
  return v_run;
end $$;
create function pg_temp.verdict(p_legacy text, p_supabase text, p_ordered boolean default false) returns text language plpgsql as $$
begin
  perform cutover.register_golden_query('q', 'shop', p_legacy, p_supabase, 'test', p_ordered);
  return (pg_temp.run('q')).verdict;
end $$;
select is(pg_temp.verdict('select id, name from old.owner', 'select id, name from new.owner'), 'equal', 'the same rows');
select is(pg_temp.verdict('select id, name from old.owner order by id', 'select id, name from new.owner order by id desc'), 'equal', 'whatever their order');
select is(pg_temp.verdict('select id, name from old.owner order by id', 'select id, name from new.owner order by id desc', true), 'different', 'unless that counts');
select is(pg_temp.verdict('select id from old.owner order by id', 'select id from new.owner order by id', true), 'equal', 'the same order');
select is(pg_temp.verdict('select 1', 'select 1 union all select 1'), 'different', 'a row twice is not a row once');
select is(pg_temp.verdict('select 1, null', 'select null, 1'), 'different', 'columns have their order');
select is(pg_temp.verdict('select '''' as q', 'select null::text as q'), 'different', 'nothing is not an empty text');
select is(pg_temp.verdict('select 1 where false', 'select 2 where false -- no row'), 'equal', 'no rows are no rows; a comment ends with its line');
select is((select concat_ws(' ', legacy_rows, supabase_rows, legacy_ms > 0, supabase_ms > 0) from cutover.golden_query_results), '0 0 t t', 'rows and times of both sides are kept');
select is((select version from cutover.golden_queries where name = 'q' and ended_at is null), 8, 'a change is a new version');
select is((select count(*) from cutover.golden_queries where name = 'q' and ended_by is not null), 7::bigint, 'the former ones are kept');
select is((select count(*) from cutover.golden_query_runs), 8::bigint, 'so are their results');
-- Twice, the second time with nothing on its way.
select cutover.register_golden_query('sum', 'shop', 'select sum(total) from old.owner', 'select sum(total) from new.owner', 'test') ->> 'ok' as ok \gset
update old.owner set total = 5 where id = 1;
select is((pg_temp.run('sum')).verdict, 'lagging', 'different while a change is on its way');
select pg_temp.settle();
select is((pg_temp.run('sum')).verdict, 'equal', 'equal when it has arrived');
select pg_temp.plant('update new.owner set total = 6 where id = 1');
select cutover.check_golden_queries('shop') #>> '{result,runs,1,run}' as run \gset
select cutover_private.golden_step(:'run');
select is((select verdict || strikes from cutover.golden_query_runs where id = :'run'), null, 'not at first sight');
select is(cutover_private.golden_step(:'run'), false, 'and not at once');
update cutover.golden_query_runs set due_at = clock_timestamp() where verdict is null;
select is((pg_temp.run('sum')).verdict, 'different', 'at the second');
set constraints all immediate;
select is((select detail ->> 'verdict' from cutover.cutover_audit_log where action = 'golden_query.run' and target = 'sum' and recorded_at >= now()), 'different', 'which is audited');
select is_empty($$select * from cutover.golden_query_runs r where to_jsonb(r)::text ~ '(anna|ben)'$$, 'no value is kept');
select cutover_private.schedule_golden_queries();
select is((select count(*) from cutover.golden_query_runs where trigger = 'schedule'), 0::bigint, 'what was run today is not due');
select * from finish();
rollback;
