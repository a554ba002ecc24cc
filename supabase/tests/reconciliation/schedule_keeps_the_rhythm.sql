-- Captured tables are looked at every 15 minutes, and in full every 24 hours if slices do not come round; integrity once a day. Until they are finalized.
\ir setup.inc
select plan(15);
create function pg_temp.unfinished() returns text[] language sql as $$
  select array_agg(j.kind || ' ' || j.trigger order by j.kind) from cutover.reconciliation_jobs j join cutover.cutover_tables t on t.id = j.table_id
   where t.name = 'item' and j.status in ('queued', 'running')
$$;
create function pg_temp.finish(p_ago interval) returns void language sql as $$
  update cutover.reconciliation_jobs set status = 'completed', created_at = now() - p_ago, finished_at = now() - p_ago
$$;
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), null, 'not while rows are still being copied');
update cutover.cutover_tables set backfilled_at = now() where id = :item;
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), array['full schedule', 'incremental schedule', 'integrity schedule'], 'all kinds at first, long before the cutover');
select is(cutover_private.schedule_reconciliations(), 0, 'nothing twice');
select pg_temp.finish('10 minutes');
select is(cutover_private.schedule_reconciliations(), 0, 'nothing after ten minutes');
select pg_temp.finish('16 minutes');
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), array['incremental schedule'], 'an incremental one after 15');
select pg_temp.finish('25 hours');
insert into cutover.reconciliation_slices (table_id, last_cycle_ended_at) values (:item, now() - interval '23 hours');
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), array['incremental schedule', 'integrity schedule'], 'slices that have been round take the place of a full one');
select pg_temp.finish('25 hours');
update cutover.reconciliation_slices set last_cycle_ended_at = now() - interval '25 hours';
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), array['full schedule', 'incremental schedule', 'integrity schedule'], 'those that were too slow do not');
update cutover.reconciliation_jobs set status = 'failed', finished_at = now() where kind = 'full' and status = 'queued';
select is(cutover_private.schedule_reconciliations(), 0, 'one that failed is not begun again at once');
update cutover.reconciliation_jobs set created_at = now() - interval '2 hours' where kind = 'full';
select is(cutover_private.schedule_reconciliations(), 1, 'but later');
select is(cutover.pause_reconciliation((select id from cutover.reconciliation_jobs where kind = 'full' and status = 'queued'), 'test') ->> 'ok', 'true', 'paused');
update cutover.reconciliation_jobs set created_at = now() - interval '25 hours' where kind = 'full';
select is(cutover_private.schedule_reconciliations(), 0, 'one that is paused is not begun a second time');
select cutover.cancel_reconciliation((select id from cutover.reconciliation_jobs where kind = 'full' and status = 'paused'), 'test') ->> 'ok' as ok \gset
select pg_temp.finish('25 hours');
update cutover.cutover_tables set state = 'ready' where id = :item;
update cutover.cutover_tables set state = 'cutover', write_source = 'supabase' where id = :item;
update cutover.cutover_tables set state = 'completed' where id = :item;
select isnt(cutover_private.schedule_reconciliations(), 0, 'after the cutover as before');
select pg_temp.finish('1 minute');
select is(cutover_private.schedule_reconciliations(), 0, 'nothing after a minute');
update cutover.cutover_tables set cutover_at = now() where id = :item;
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), array['incremental schedule'], 'but one as soon as the switch is done');
select pg_temp.finish('25 hours');
update cutover.cutover_tables set finalized_at = now() where id = :item;
select is(cutover_private.schedule_reconciliations(), 0, 'a finalized table is left alone');
select * from finish();
rollback;
