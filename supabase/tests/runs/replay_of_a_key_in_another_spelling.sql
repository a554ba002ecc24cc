-- 1.0 and 1.00 are one key: a replay whose journal holds both spellings ends.
begin;
set local search_path = extensions, public;
select plan(4);
create schema old;
create schema new;
create table old.rate (amount numeric primary key, note text);
create table new.rate (amount numeric primary key, note text);
insert into old.rate values (1.0, 'one'), (2.0, 'two');
select cutover.register_legacy_source('rates', 'local') ->> 'ok' as ok \gset
select cutover.register_table('rate', 'rates', 'old', 'rate', 'new', 'rate', 'rates', 'rates', 'rate') ->> 'ok' as ok \gset
select cutover.start_backfill('rates') ->> 'ok' as ok \gset
select id as rates from cutover.table_groups where name = 'rates' \gset
create function pg_temp.settle(p_group bigint) returns void language plpgsql as $$
begin
  for i in 1 .. 100 loop
    update cutover_private.verify_queue set due_at = clock_timestamp();
    exit when cutover_private.pipeline_pass(p_group) + cutover_private.backfill_step(p_group) = 0;
  end loop;
end $$;
create function pg_temp.drive(p_answer jsonb) returns text language plpgsql as $$
declare
  v_status jsonb;
begin
  for i in 1 .. 20 loop
    v_status := cutover.advance_run((p_answer #>> '{result,run_id}')::uuid);
    exit when (v_status ->> 'finished')::boolean;
  end loop;
  return concat_ws(' ', v_status ->> 'status', v_status ->> 'conflicts');
end $$;
select pg_temp.settle(:rates);
do $$ declare v_job uuid; begin
  select cutover_private.start_reconciliation(t.id, 'full', 'request') into v_job from cutover.cutover_tables t where t.name = 'rate';
  for i in 1 .. 100 loop exit when not cutover_private.reconcile_chunk(v_job); end loop;
end $$;
select count(cutover.attest('rates', r, 'seen')) as attested
from unnest(array['backup_verified', 'team_notified', 'rollback_plan_ready', 'runbook_ready']) r \gset
select cutover.set_feature_flag('data_migration_final', true) ->> 'ok' as ok \gset
select cutover.start_emergency_freeze('rates', 'test') ->> 'ok' as ok \gset
select cutover.prepare_cutover('rates') ->> 'ok' as ok \gset
select is(pg_temp.drive(cutover.execute_cutover('rates')), 'completed 0', 'cut over');
update new.rate set amount = 1.00, note = 'one of supabase' where amount = 1.0;
select is(pg_temp.drive(cutover.rollback_cutover('rates', 'test', 'immediate')), 'completed 0', 'immediately back');
select results_eq('select amount::text, note from old.rate order by amount', $$values ('1.00', 'one of supabase'), ('2.0', 'two')$$, 'replayed, with its latest spelling');
select pg_temp.settle(:rates);
select is((select count(*) from cutover_agent.journal), 0::bigint, 'nothing waits');
select * from finish();
rollback;
