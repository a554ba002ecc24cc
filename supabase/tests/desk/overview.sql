-- One row says how far everything is.
\ir ../runs/setup.inc
select plan(9);
select is((select array[tables, tables_ready, tables_cutover, tables_completed] from cutover.overview), array[2, 2, 0, 0]::bigint[], 'tables by state');
select is((select array[completed_percent, on_supabase_percent] from cutover.overview), array[0.0, 0.0], 'nothing is completed');
select is((select next_freeze_window_group || ' ' || next_freeze_window_status from cutover.overview), 'shop active', 'the window that is open');
select is(cutover.schedule_freeze_window('shop', now() + interval '9 hours', now() + interval '10 hours', 'night') ->> 'ok', 'true', 'a later one');
update cutover.freeze_windows set status = 'completed', ended_at = clock_timestamp() where status = 'active';
select is((select next_freeze_window_status || ' ' || (next_freeze_window_starts_at = now() + interval '9 hours') from cutover.overview), 'scheduled true', 'the next one');
select pg_temp.plant($$update new.owner set name = 'x'$$);
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at) values (:item, '{1,1}', 'missing', clock_timestamp()), (:owner, '{1}', 'missing', null);
select is((select drifted_rows from cutover.overview), 1::bigint, 'confirmed drift counts');
select cutover_private.raise_alert('test', 'verifier_broken', 'critical', null, '{}', null, :shop) as alert \gset
select is((select array[open_alerts, critical_alerts] from cutover.overview), array[1, 1]::bigint[], 'open alerts');
update cutover.cutover_tables set state = 'cutover', write_source = 'supabase', read_source = 'supabase', cutover_at = clock_timestamp();
update cutover.cutover_tables set state = 'completed' where id = :owner;
select is((select array[completed_percent, on_supabase_percent] from cutover.overview), array[50.0, 100.0], 'percent of the tables');
insert into cutover.cutover_runs (group_id, kind, requested_by, deadline_at) values (:shop, 'rollback', 'test', now());
select is((select running_runs from cutover.overview), 1::bigint, 'runs that are under way');
select * from finish();
rollback;
