-- The monitor's tick opens and closes freeze windows, queues due reconciliations of captured tables, and lifts blocks that ran out.
\ir ../runs/setup.inc
select plan(11);
update cutover.freeze_windows set ends_at = clock_timestamp() where group_id = :shop;
insert into cutover.freeze_windows (group_id, status, kind, starts_at, ends_at, reason, created_by)
  values (:shop, 'scheduled', 'planned', clock_timestamp(), clock_timestamp() + interval '1 hour', 'test', 'test');
select cutover_agent.block_writes(array[legacy_endpoint], gen_random_uuid(), -1, 1000, 'ran out') as ok from cutover.cutover_tables where id = :owner \gset
select cutover_agent.block_writes(array[legacy_endpoint], gen_random_uuid(), 60, 1000, 'holds') as ok from cutover.cutover_tables where id = :item \gset
select is((select tgenabled::text from pg_trigger where tgrelid = 'old.owner'::regclass and tgname ~ '^cutover_guard_\d'), 'A', 'a guard that ran out is still there');
delete from cutover.reconciliation_jobs;
update cutover.cutover_tables set backfilled_at = null where id = :item;
select cutover_private.monitor_tick();
update cutover.cutover_tables set backfilled_at = clock_timestamp() where id = :item;
select results_eq('select status from cutover.freeze_windows where group_id = ' || :shop || ' order by starts_at', array['completed', 'active'], 'one window ended, the next began');
select is((select tgenabled::text from pg_trigger where tgrelid = 'old.owner'::regclass and tgname ~ '^cutover_guard_\d'), 'D', 'the guard is lifted');
select is((select tgenabled::text from pg_trigger where tgrelid = 'old.owner'::regclass and tgname ~ '^cutover_capture_\d'), 'A', 'while capture goes on');
select is((select tgenabled::text from pg_trigger where tgrelid = 'old.item'::regclass and tgname ~ '^cutover_guard_\d'), 'A', 'a block that holds stays');
select set_eq('select t.name from cutover.reconciliation_jobs j join cutover.cutover_tables t on t.id = j.table_id', array['owner'], 'tables are compared as soon as they are copied');
select cutover_agent.release_writes(array[endpoint_id], token) as ok from cutover_agent.blocks where reason = 'holds' \gset
select pg_temp.reconcile();
select cutover.prepare_cutover('shop') ->> 'ok' as ok \gset
select is(pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status', 'completed', 'cut over');
delete from cutover.reconciliation_jobs;
select cutover_private.monitor_tick();
select bag_eq($$select t.name, j.kind, j.trigger from cutover.reconciliation_jobs j join cutover.cutover_tables t on t.id = j.table_id$$,
  $$values ('owner', 'incremental', 'schedule'), ('owner', 'full', 'schedule'), ('owner', 'integrity', 'schedule'), ('item', 'incremental', 'schedule'), ('item', 'full', 'schedule'), ('item', 'integrity', 'schedule')$$, 'they are compared by themselves');
select cutover_private.monitor_tick();
select is((select count(*) from cutover.reconciliation_jobs), 6::bigint, 'twice makes no more of it');
select is((select count(*) from cutover.freeze_windows where status = 'active' and group_id = :shop), 1::bigint, 'nor of windows');
insert into cutover.legacy_sources (name, kind, server_name, created_by) values ('away', 'postgres', 'cutover_away', 'test');
select lives_ok('select cutover_private.monitor_tick()', 'a legacy server that is away stops nothing');
select * from finish();
rollback;
