-- The golden queries of a group whose reads are split are run for each window, as far as they fit its budget; the next one counts them.
\ir setup.inc
select plan(7);
grant usage on schema old, new to cutover_reader;
grant select on old.item, new.item to cutover_reader;
select cutover.register_golden_query('equal', 'item', 'select count(*) from old.item', 'select count(*) from new.item', 'test') ->> 'ok' as ok \gset
select cutover.register_golden_query('other', 'item', 'select 1', 'select 2', 'test') ->> 'ok' as ok \gset
create function pg_temp.golden(p_at timestamptz) returns cutover.shadow_reads language plpgsql as $$
declare
  v_window cutover.shadow_reads;
begin
  insert into cutover.shadow_reads (table_id, started_at) values ((pg_temp.item()).id, p_at);
  perform cutover_private.shadow_golden_queries(pg_temp.item(), p_at);
  select * into v_window from cutover.shadow_reads where started_at = p_at;
  return v_window;
end $$;
select is(pg_temp.counts(pg_temp.golden(clock_timestamp())), 'agreed 0 mismatched 0 lagging 0 known 0 errors 0 0 dropped 0 open', 'the first window has nothing to count');
select is((select count(*) from cutover.golden_query_runs where trigger = 'shadow' and verdict is null), 2::bigint, 'but both queries wait for a worker');
do $$ begin
  while cutover_private.golden_step() loop
    update cutover.golden_query_runs set due_at = clock_timestamp() where verdict is null;
  end loop;
end $$;
select is(pg_temp.counts(pg_temp.golden(clock_timestamp())), 'agreed 1 mismatched 1 lagging 0 known 0 errors 0 0 dropped 0 open', 'the next one counts them');
select is(pg_temp.counts(pg_temp.golden(clock_timestamp())), 'agreed 0 mismatched 0 lagging 0 known 0 errors 0 0 dropped 0 open', 'once');
delete from cutover.golden_query_runs where verdict is null;
update cutover.golden_query_runs r set legacy_ms = 400, supabase_ms = 200 from cutover.golden_queries q where q.id = r.query_id and q.name = 'equal';
select is((pg_temp.golden(clock_timestamp())).dropped, 1, 'one that takes longer than the budget is dropped');
select is((select string_agg(q.name, ',') from cutover.golden_query_runs r join cutover.golden_queries q on q.id = r.query_id where r.verdict is null), 'other', 'and not run for it');
select is((select count(*) from cutover.golden_query_runs where verdict = 'equal'), 1::bigint, 'its daily run goes on');
select * from finish();
rollback;
