-- What happens to a group is told in the transaction in which it happens; a failure to tell stops nothing.
\ir ../rules/setup.inc
select plan(12);
create function pg_temp.told() returns text language sql as $$
  select string_agg(kind || ' ' || level, ', ' order by id) from cutover.alerts where group_id = (cutover_private.find_group('shop')).id and is_event
$$;
create function pg_temp.drive(p_run text) returns text language plpgsql as $$
declare
  v_status jsonb;
begin
  for i in 1 .. 20 loop
    v_status := cutover.advance_run(p_run::uuid);
    exit when (v_status ->> 'finished')::boolean;
  end loop;
  return v_status ->> 'status';
end $$;
select is(pg_temp.told(), 'window_opened info', 'the freeze window');
select is(cutover.prepare_cutover('shop') #>> '{result,ready}', 'true', 'prepared');
select is(pg_temp.told(), 'window_opened info, group_prepared info', 'both tables are ready: told once');
select cutover.execute_cutover('shop') #>> '{result,run_id}' as run \gset
select is(pg_temp.drive(:'run'), 'completed', 'switched');
select is(pg_temp.told(), 'window_opened info, group_prepared info, group_switched info', 'told once');
select results_eq($$select run_id::text, (detail -> 'write_pause_ms') is not null from cutover.alerts where kind = 'group_switched' and group_id = (cutover_private.find_group('shop')).id$$,
  format('values (%L, true)', :'run'), 'with its run and the write pause');
select cutover.rollback_cutover('shop', 'test') #>> '{result,run_id}' as back \gset
select is(pg_temp.drive(:'back'), 'completed', 'taken back');
select is(pg_temp.told(), 'window_opened info, group_prepared info, group_switched info, group_rolled_back warning', 'told');
-- A run that is released: its error is told as far as it is ours.
insert into cutover.cutover_runs (id, group_id, kind, requested_by, deadline_at, status, error)
  values ('00000000-0000-4000-8000-000000000001', :shop, 'cutover', 'test', now(), 'releasing', '{"code": "23505", "message": "a value", "step": "block_writes"}');
update cutover.cutover_runs set status = 'released', finished_at = now() where id = '00000000-0000-4000-8000-000000000001';
select is((select detail::text from cutover.alerts where kind = 'run_released' and run_id = '00000000-0000-4000-8000-000000000001'), '{"code": "23505", "step": "block_writes"}', 'released');
-- An alert of a table that goes.
select cutover_private.raise_alert('drift:item', 'drift', 'critical', 'x', '{}', :item) as drift \gset
insert into cutover.cutover_tables (name, group_id, source_id, legacy_schema, legacy_table, supabase_schema, supabase_table, columns, created_by)
  select 'gone', group_id, source_id, 'a', 'a', 'b', 'b', '[]', 'test' from cutover.cutover_tables where id = :item returning id as gone \gset
select cutover_private.raise_alert('drift:gone', 'drift', 'critical', 'x', '{}', :gone) as of_gone \gset
delete from cutover.cutover_tables where id = :gone;
select results_eq('select resolution, table_id from cutover.alerts where id = ' || :of_gone, $$values ('the table is not registered any more', null::bigint)$$, 'it is settled');
select is((select resolved_at from cutover.alerts where id = :drift), null, 'others are not');
-- Nobody can be told: the window opens all the same.
alter function cutover_private.raise_alert(text, text, text, text, jsonb, bigint, bigint, uuid) rename to raise_nothing;
update cutover.freeze_windows set status = 'completed', ended_at = clock_timestamp() where group_id = :shop and status = 'active';
select is(cutover.start_emergency_freeze('shop', 'test') ->> 'ok', 'true', 'a failure to tell stops nothing');
select * from finish();
rollback;
