-- The table editor says of each table where it stands, and what its operator does next.
\ir ../runs/setup.inc
select plan(22);
create function pg_temp.step(p_table text default 'owner') returns text language sql as $$ select next_step from cutover.table_status where table_name = p_table $$;
savepoint prepared;
select is((select concat_ws(' ', table_name, group_name, state, legacy, supabase, routed_view) from cutover.table_status where table_name = 'item'),
  'item shop ready old.item (pipeline_test, local) new.item shop.item', 'both sides by name');
select is((select concat_ws(' ', reads_from, writes_go_to, reads_on_supabase_percent, backfill_percent, sides_are, drifted_rows, rows_legacy, rows_supabase)
  from cutover.table_status where table_name = 'owner'), 'legacy legacy 0 100 equal 0 2 2', 'who reads and writes, and that both sides are equal');
select is((select gates_not_passed from cutover.table_status where table_name = 'owner'), null, 'no gate is in the way');
select ok((select gates_passed from cutover.table_status where table_name = 'owner') > 20, 'those that passed are counted');
select is(pg_temp.step(), 'execute: select cutover.execute_cutover(''shop'')', 'ready, in a window: execute');
update cutover.freeze_windows set status = 'completed', ended_at = clock_timestamp();
select is(pg_temp.step(), 'schedule a freeze window: select cutover.schedule_freeze_window(''shop'', …)', 'ready, no window: schedule one');
select is(cutover.schedule_freeze_window('shop', now() + interval '1 day', now() + interval '25 hours', 'night') ->> 'ok', 'true', 'done');
select matches(pg_temp.step(), '^wait for the freeze window of ', 'ready, one to come: wait');
rollback to prepared;

update cutover.cutover_tables set state = 'pending';
update cutover.cutover_checklists set verdict = 'failed' where rule_id in ('orphans', 'resources') and table_id = :owner;
select is(pg_temp.step(), 'mend what the gates find (gates_not_passed), then: select cutover.prepare_cutover(''shop'')', 'a gate that fails: mend');
select is((select gates_not_passed from cutover.table_status where table_name = 'owner'), 'orphans, resources', 'which, is said');
select is(pg_temp.step('item'), 'prepare: select cutover.prepare_cutover(''shop'')', 'none that fails: prepare');
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at) values (:item, '{1,1}', 'missing', clock_timestamp());
select is(pg_temp.step('item'), 'find out why rows differ, then: select cutover.repair(''item'')', 'rows that differ come first');
insert into cutover.apply_failures (table_id, key, error_code) values (:item, '{1,1}', '23505');
select is(pg_temp.step('item'), 'mend the rows that the other side refuses: cutover.apply_failures', 'before them, rows that are refused');
update cutover.cutover_tables set backfilled_at = null;
select is(pg_temp.step('item'), 'wait for the backfill', 'before them, the backfill');
update cutover.cutover_tables set capturing_since = null;
update cutover.table_groups set name = 'o''shop';
select is(pg_temp.step('item'), 'start the backfill: select cutover.start_backfill(''o''''shop'')', 'and its start; names are quoted');
rollback to prepared;

select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
select matches(pg_temp.step(), '^wait: completed when', 'switched: wait');
select is((select reads_from || writes_go_to || reads_on_supabase_percent from cutover.table_status where table_name = 'owner'), 'supabasesupabase100', 'supabase is the truth');
update cutover.cutover_tables set state = 'completed', completed_at = clock_timestamp();
select matches(pg_temp.step(), 'finalize_group\(''shop'', p_dry_run => true\)$', 'completed: keep the way back, or end it');
update cutover.cutover_tables set finalized_at = clock_timestamp();
select matches(pg_temp.step(), '^nothing', 'finalized: nothing');
rollback to prepared;
select (cutover.execute_cutover('shop') #>> '{result,run_id}')::uuid as run \gset
select is(pg_temp.step(), 'the cutover is under way: preflight', 'a run');
update cutover.cutover_runs set status = 'completed', finished_at = clock_timestamp();
update cutover.cutover_tables set capture_stopped_at = clock_timestamp();
select matches(pg_temp.step(), '^start the backfill again', 'capture that was stopped');
select is((select count(*) from cutover.table_status), 2::bigint, 'one row a table');
select * from finish();
rollback;
