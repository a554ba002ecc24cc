-- A backfill keeps to its time per chunk, rests as long as it is told, and gives way to live changes that lag behind.
\ir setup.inc
select plan(14);
insert into old.owner (name) select 'o' || g from generate_series(1, 12000) g;
update cutover.backfills set rows_estimated = 12002, chunk_rows = 6000;
select cutover.set_setting('backfill_chunk_ms', '10') ->> 'ok' as ok \gset
select cutover_private.backfill_step(:shop) as done \gset
select cmp_ok((select chunk_rows from cutover.backfills where table_id = :owner), '<', 6000, 'chunks that took too long become smaller');
select cmp_ok((select chunk_rows from cutover.backfills where table_id = :owner), '>=', 3000, 'by no more than a half');
select cutover.set_setting('backfill_chunk_ms', '60000') ->> 'ok' as ok \gset
update cutover.backfills set chunk_rows = 500;
select cutover_private.backfill_step(:shop) as done \gset
select is((select chunk_rows from cutover.backfills where table_id = :owner), 1000, 'those that were fast grow');
select ok((select rows_per_second > 0 and finishes_at > clock_timestamp() from cutover.backfills where table_id = :owner), 'rate and estimate');
select is((select rows_done from cutover.backfills where table_id = :owner), 6500::bigint, 'rows');
select ok((cutover.status('shop') #>> '{result,groups,0,tables,0,backfill,eta_seconds}')::numeric >= 0, 'status shows them');
select cutover.set_setting('backfill_duty_percent', '1') ->> 'ok' as ok \gset
update cutover.backfills set chunk_rows = 500;
select is(cutover_private.backfill_step(:shop), 500, 'one chunk');
select is(cutover_private.backfill_step(:shop), 0, 'then it rests');
select cutover.set_setting('backfill_duty_percent', '100') ->> 'ok' as ok \gset
update cutover.backfills set next_chunk_at = '-infinity';
-- Live changes: three rounds' worth, of which the first is old.
update cutover_agent.journal set recorded_at = clock_timestamp() - interval '1 minute';
select is(cutover_private.pipeline_tick(:shop), 2000, 'while they lag, they alone are carried over');
select is((select rows_done || ' ' || (paused_since is not null) from cutover.backfills where table_id = :owner), '7000 true', 'the backfill pauses, and says so');
select cutover.set_setting('backfill_maximum_lag_seconds', '120') ->> 'ok' as ok \gset
update cutover.backfills set chunk_rows = 500;
select is(cutover_private.pipeline_tick(:shop), 2500, 'a lag that is allowed stops nothing');
select is((select rows_done || ' ' || (paused_since is not null) from cutover.backfills where table_id = :owner), '7500 false', 'it goes on from where it stood');
select cutover.set_setting('backfill_maximum_lag_seconds', '0') ->> 'ok' as ok \gset
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner') union all select pg_temp.different('item')$$, 'and comes to its end');
select is((select status || ' ' || coalesce(finishes_at::text, 'null') from cutover.backfills where table_id = :owner), 'completed null', 'which is no estimate');
select * from finish();
rollback;
