-- Rollback in mode immediate: legacy takes reads and writes first, the rows written in supabase follow, and what legacy wrote meanwhile stands.
\ir setup.inc
select plan(16);
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
update shop.owner set name = 'anna of supabase' where id = 1;
update shop.owner set name = 'ben of supabase' where id = 2;
insert into shop.owner (id, name) values (5000, 'new of supabase'), (5001, 'both');
delete from shop.item;
select cutover.rollback_cutover('shop', 'at once', 'immediate') as answer \gset
select :'answer'::jsonb #>> '{result,run_id}' as run \gset
select is(cutover.advance_run(:'run') ->> 'step', 'block_writes', 'nothing is worked down first');
select is(cutover.advance_run(:'run') ->> 'step', 'release', 'the flip');
select is((select array_agg(distinct state || ' ' || write_source) from cutover.cutover_tables where group_id = :shop), array['rolled_back legacy'], 'legacy is the truth');
select is((select string_agg(name, ',' order by id) from shop.owner), 'anna,ben', 'as it was left');
update shop.owner set name = 'ben of legacy' where id = 2;
insert into shop.owner (id, name) values (5001, 'both, on legacy');
select is(cutover_private.pipeline_pass(:shop), 0, 'the pipeline waits for the replay');
select is(cutover.advance_run(:'run') ->> 'step', 'replay', 'release');
select is(cutover.execute_cutover('shop') #>> '{error,code}', 'CT205', 'no other run meanwhile');
select pg_temp.drive(:'answer') as status \gset
select is((:'status'::jsonb ->> 'status') || ' ' || (:'status'::jsonb ->> 'conflicts'), 'completed 2', 'completed, with two conflicts');
select is(pg_temp.steps(:'run'), 'preflight block_writes sequences flip release replay monitor', 'no drain, but a replay');
select results_eq('select id, name from old.owner order by id', $$values (1::bigint, 'anna of supabase'), (2, 'ben of legacy'), (5000, 'new of supabase'), (5001, 'both, on legacy')$$,
  'rows of supabase have followed, those of legacy stand');
select bag_eq(format('select t.name, c.key::text, c.error_code from cutover.replay_conflicts c join cutover.cutover_tables t on t.id = c.table_id where run_id = %L', :'run'),
  $$values ('owner', '{2}', 'CT608'), ('owner', '{5001}', 'CT608')$$, 'the conflicts are listed by key');
select is((select count(*) from old.item), 0::bigint, 'deletes have followed');
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'then the pipeline makes both sides equal');
select is(pg_temp.journal(), 0::bigint, 'nothing waits');
select is((select count(*) from cutover.drifted_rows where resolved_at is null), 0::bigint, 'nothing drifts');
select is(cutover.prepare_cutover('shop') ->> 'ok', 'true', 'and it can be prepared again');
select * from finish();
rollback;
