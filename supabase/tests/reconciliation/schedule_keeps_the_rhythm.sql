-- Tables that were cut over are looked at every 15 minutes and in full every 24 hours, until they are finalized.
\ir setup.inc
select plan(9);
create function pg_temp.unfinished() returns text[] language sql as $$
  select array_agg(j.kind || ' ' || j.trigger order by j.kind) from cutover.reconciliation_jobs j join cutover.cutover_tables t on t.id = j.table_id
   where t.name = 'item' and j.status in ('queued', 'running')
$$;
create function pg_temp.finish(p_ago interval) returns void language sql as $$
  update cutover.reconciliation_jobs set status = 'completed', created_at = now() - p_ago, finished_at = now() - p_ago
$$;
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), null, 'not before the cutover');
update cutover.cutover_tables set state = 'ready' where id = :item;
update cutover.cutover_tables set state = 'cutover', write_source = 'supabase' where id = :item;
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), array['full schedule', 'incremental schedule'], 'both kinds at first');
select is(cutover_private.schedule_reconciliations(), 0, 'nothing twice');
select pg_temp.finish('10 minutes');
select is(cutover_private.schedule_reconciliations(), 0, 'nothing after ten minutes');
select pg_temp.finish('16 minutes');
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), array['incremental schedule'], 'an incremental one after 15');
select pg_temp.finish('25 hours');
select cutover_private.schedule_reconciliations();
select is(pg_temp.unfinished(), array['full schedule', 'incremental schedule'], 'a full one after 24 hours');
update cutover.reconciliation_jobs set status = 'failed', finished_at = now() where kind = 'full' and status = 'queued';
select is(cutover_private.schedule_reconciliations(), 0, 'one that failed is not begun again at once');
update cutover.reconciliation_jobs set created_at = now() - interval '2 hours' where kind = 'full';
select is(cutover_private.schedule_reconciliations(), 1, 'but later');
select pg_temp.finish('25 hours');
update cutover.cutover_tables set state = 'completed' where id = :item;
update cutover.cutover_tables set finalized_at = now() where id = :item;
select is(cutover_private.schedule_reconciliations(), 0, 'a finalized table is left alone');
select * from finish();
rollback;
