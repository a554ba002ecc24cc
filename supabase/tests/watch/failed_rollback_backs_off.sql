-- A rollback that cannot be done is tried again, later each time, and tells so; a finalized group is never taken back.
\ir setup.inc
select plan(9);
select pg_temp.report(-4, 100);
update cutover.cutover_tables set capture_stopped_at = clock_timestamp() where group_id = :shop;
select is(pg_temp.look(), null, 'no run: legacy was left behind');
select matches((select w.last_refusal from cutover_private.watches w where w.group_id = :shop), '^CT606', 'why');
select is((select round(extract(epoch from retry_at - clock_timestamp()) / 10) * 10 || ' s after ' || attempts
  from cutover_private.watches where group_id = :shop), '30 s after 1', 'the next attempt waits');
select is(pg_temp.look(), null, 'not before its time');
select is((select attempts from cutover_private.watches where group_id = :shop), 1, 'nothing was tried');
update cutover_private.watches set retry_at = clock_timestamp() where group_id = :shop;
select pg_temp.look() as run \gset
select is((select round(extract(epoch from retry_at - clock_timestamp()) / 10) * 10 || ' s after ' || attempts
  from cutover_private.watches where group_id = :shop), '60 s after 2', 'twice as long');
set constraints all immediate;
select is((select count(*)
  from cutover.cutover_audit_log where action = 'rollback.automatic' and outcome = 'failed' and recorded_at >= now()), 2::bigint, 'each attempt is in the log');
update cutover.cutover_tables set capture_stopped_at = null where group_id = :shop;
update cutover.cutover_tables set state = 'completed', completed_at = clock_timestamp() where group_id = :shop;
update cutover.cutover_tables set finalized_at = clock_timestamp() where group_id = :shop;
update cutover_private.watches set retry_at = null where group_id = :shop;
select is(pg_temp.look(), null, 'finalized: never');
select is((select count(*) from cutover.cutover_runs where group_id = :shop and kind = 'rollback'), 0::bigint, 'no run at all');
select * from finish();
rollback;
