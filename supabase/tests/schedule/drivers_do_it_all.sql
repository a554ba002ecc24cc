-- The procedures that pg_cron calls do the whole way: copy, apply, compare, and drive runs whose driver fell silent. They commit, so
-- there is no transaction around this test: it takes away what it made, also what an earlier attempt left.
\set QUIET on
set search_path = extensions, public;
set client_min_messages = error;
create or replace function pg_temp.clean() returns void language plpgsql as $$
begin
  perform cutover_private.op_abort('{"group": "driven", "reason": "test"}') where exists (select from cutover.cutover_runs r join cutover.table_groups g on g.id = r.group_id
    where g.name = 'driven' and r.status in ('running', 'releasing') and r.step in ('preflight', 'block_writes'));
  delete from cutover.cutover_runs where group_id = (select id from cutover.table_groups where name = 'driven');
  perform cutover_private.agent_query(t.source_id, e.side, format('select cutover_agent.unregister_endpoint(%L)::text',
      case e.side when 'legacy' then t.legacy_endpoint else t.supabase_endpoint end))
    from cutover.cutover_tables t, unnest(array['legacy', 'supabase']) e(side) where t.name = 'driven';
  drop schema if exists driven_old, driven_new, driven_shop cascade;
  delete from cutover.cutover_tables where name = 'driven';
  delete from cutover.table_groups where name = 'driven';
  delete from cutover.legacy_sources where name = 'driven_test';
  update cutover.feature_flags set enabled = false where name = 'data_migration_final';
end $$;
select pg_temp.clean() as ok \gset
select plan(14);
create schema driven_old;
create schema driven_new;
create table driven_old.item (id bigint primary key, note text);
create table driven_new.item (id bigint primary key, note text);
insert into driven_old.item select g, 'n' || g from generate_series(1, 300) g;
select cutover.register_legacy_source('driven_test', 'local') ->> 'ok' as ok \gset
select cutover.register_table('driven', 'driven_test', 'driven_old', 'item', 'driven_new', 'item', p_routed_schema => 'driven_shop') ->> 'ok' as ok \gset
select cutover.start_backfill('driven') ->> 'ok' as ok \gset
call cutover_private.run_pipeline(0);
call cutover_private.run_pipeline(0);
select is((select count(*) from driven_new.item), 300::bigint, 'the pipeline copies');
select is((select backfilled_at is not null from cutover.cutover_tables where name = 'driven'), true, 'to the end');
update driven_old.item set note = 'changed' where id = 7;
call cutover_private.run_pipeline(0);
select is((select note from driven_new.item where id = 7), 'changed', 'applies');
select count(cutover.attest('driven', r, 'seen')) as attested
from unnest(array['backup_verified', 'team_notified', 'rollback_plan_ready', 'runbook_ready']) r \gset
select cutover.set_feature_flag('data_migration_final', true) ->> 'ok' as ok \gset
select cutover.start_emergency_freeze('driven', 'test') ->> 'ok' as ok \gset
select is(cutover.prepare_cutover('driven') #>> '{result,reconciling}', 'true', 'prepare asks for a comparison');
call cutover_private.run_reconciliation(1);
select is((select status from cutover.reconciliation_jobs j join cutover.cutover_tables t on t.id = j.table_id where t.name = 'driven'), 'completed', 'the worker compares');
select is(cutover.prepare_cutover('driven') #>> '{result,ready}', 'true', 'ready');
select cutover.execute_cutover('driven') #>> '{result,run_id}' as run \gset
call cutover_private.run_monitor(0);
select is((select step from cutover.cutover_runs where id = :'run'), 'preflight', 'a run that somebody drives is left alone');
update cutover.cutover_runs set heartbeat_at = clock_timestamp() - interval '4 seconds' where id = :'run';
call cutover_private.run_monitor(0);
select is((select step from cutover.cutover_runs where id = :'run'), 'block_writes', 'one that fell silent goes on');
-- The clock was put back: such a silence would last an hour.
update cutover.cutover_runs set heartbeat_at = clock_timestamp() + interval '1 hour' where id = :'run';
call cutover_private.run_monitor(0);
select is((select write_source from cutover.cutover_tables where name = 'driven'), 'supabase', 'through the switch');
update cutover.cutover_runs set heartbeat_at = clock_timestamp() - interval '4 seconds' where id = :'run';
call cutover_private.run_monitor(2);
select is((select status from cutover.cutover_runs where id = :'run'), 'completed', 'to its end, both steps that are left, without another silence');
select is((select label from cutover_private.actor()), 'cron', 'it signs as cron');
insert into driven_shop.item values (1000, 'in supabase');
call cutover_private.run_pipeline(0);
select is((select note from driven_old.item where id = 1000), 'in supabase', 'the pipeline runs the other way');
select cutover.rollback_cutover('driven', 'test') #>> '{result,run_id}' as run \gset
call cutover.drive_run(:'run');
select is((select status || ' ' || kind from cutover.cutover_runs where id = :'run'), 'completed rollback', 'drive_run drives from the SQL editor');
select pg_temp.clean() as ok \gset
select is((select count(*) from cutover.cutover_tables where name = 'driven'), 0::bigint, 'nothing is left');
select * from finish();
