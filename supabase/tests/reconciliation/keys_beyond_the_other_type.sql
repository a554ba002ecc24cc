-- Keys that only the type of one side can hold: ranges that begin or end there are compared all the same.
\ir ../pipeline/setup.inc
select plan(8);
select pg_temp.settle();
create table old.counter (id bigint, line bigint, primary key (id, line));
create table new.counter (id integer, line bigint, primary key (id, line));
insert into old.counter select 99999999990 + i, 1 from generate_series(1, 20) i;
insert into old.counter values (1, 1);
select ok((cutover.register_table('counter', 'pipeline_test', 'old', 'counter', 'new', 'counter', 'counters') ->> 'ok')::boolean, 'registered');
select ok((cutover.start_backfill('counters') ->> 'ok')::boolean, 'begun');
select pg_temp.settle('counters');
update cutover.settings set value = '5' where key = 'reconciliation_chunk_rows';
select cutover_private.start_reconciliation(id, 'full', 'request') as job from cutover.cutover_tables where name = 'counter' \gset
create function pg_temp.finish_job(p_job uuid) returns text language plpgsql as $$
begin
  for i in 1 .. 100 loop
    exit when (select finished_at is not null or error is not null from cutover.reconciliation_jobs where id = p_job);
    perform cutover_private.reconcile_chunk(p_job);
    update cutover_private.reconciliation_suspects set due_at = clock_timestamp() where job_id = p_job;
  end loop;
  return (select concat_ws(' ', status, error ->> 'code') from cutover.reconciliation_jobs where id = p_job);
end $$;
select is(pg_temp.finish_job(:'job'), 'completed', 'compared');
select results_eq(format('select rows_legacy, rows_supabase from cutover.reconciliation_jobs where id = %L', :'job'), 'values (21::bigint, 1::bigint)', 'with all rows');
delete from old.counter where id = 99999999999;
insert into old.counter values (2, 1);
select lives_ok($$select pg_temp.settle('counters')$$, 'one that has gone again');
select results_eq($$select (select count(*) from new.counter), (select count(*) from cutover.apply_failures f join cutover.cutover_tables t on t.id = f.table_id where t.name = 'counter')$$,
  'values (2::bigint, 19::bigint)', 'holds nothing up, and is no failure any more');
select is_empty($$select r.* from cutover.cutover_tables t, cutover_agent.replay_rows(array[t.supabase_endpoint], '{1}', '{"{99999999999,1}"}', array[null]) r
  where t.name = 'counter'$$, 'nor is one in a replay');
set local enable_seqscan = off;
create function pg_temp.plan_of(p_sql text) returns text language plpgsql as $$
declare v_plan json;
begin
  execute 'explain (format json) ' || p_sql into v_plan;
  return v_plan::text;
end $$;
select matches(pg_temp.plan_of('select 1 from ' || cutover_agent.range_source(cutover_agent.endpoint(t.supabase_endpoint), 't', '{1,1}', '{99999999999,1}')),
  'Index Cond.*ROW.*99999999999', 'by the index') from cutover.cutover_tables t where t.name = 'counter';
select * from finish();
rollback;
