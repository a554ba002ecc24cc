-- Policy stop_capture after a cutover: the way back is closed until a backfill towards legacy has made it again.
\ir setup.inc
select plan(13);
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
select cutover.set_policy('shop', 'backlog', 'stop_capture', 'test') ->> 'ok' as ok \gset
select cutover.set_threshold('owner', 'backlog_limit', 5, 'test') ->> 'ok' as ok \gset
insert into shop.owner (id, name) select 100 + g, 'o' || g from generate_series(1, 6) g;
update cutover.backlogs set due_at = '-infinity';
select cutover_private.backlog_turn(:shop);
select is((select array_agg(distinct state || ' ' || (capture_stopped_at is not null)) from cutover.cutover_tables where group_id = :shop),
  array['cutover true'], 'stopped; supabase stays the truth');
select is(pg_temp.write($$insert into shop.owner (id, name) values (200, 'unseen')$$), 'done', 'writers go on');
delete from shop.item;
update shop.owner set name = 'anna, unseen' where id = 1;
select is(pg_temp.journal(), 0::bigint, 'and nothing is captured');
select is(cutover.rollback_cutover('shop', 'test') #>> '{error,code}', 'CT606', 'no way back now');
select is(cutover.rollback_cutover('shop', 'test', 'immediate') #>> '{error,code}', 'CT606', 'in no mode');
select is(cutover_private.schedule_reconciliations(), 0, 'no comparison of what is known to differ');
select is(cutover.start_backfill('shop') ->> 'ok', 'true', 'a backfill towards legacy');
select is(cutover.rollback_cutover('shop', 'test') #>> '{error,code}', 'CT606', 'has to end first');
select is(cutover.start_backfill('shop') ->> 'ok', 'true', 'starting it twice is harmless');
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'both sides are equal');
select is(pg_temp.write($$insert into old.owner (id, name) values (300, 'no')$$), 'refused', 'legacy is guarded all the time');
select is(cutover.start_backfill('shop') #>> '{error,code}', 'CT201', 'there is nothing more to fill');
select is(pg_temp.drive(cutover.rollback_cutover('shop', 'test')) ->> 'status', 'completed', 'and there is a way back again');
select * from finish();
rollback;
