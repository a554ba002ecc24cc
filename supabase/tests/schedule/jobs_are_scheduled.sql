-- Seven pg_cron jobs, each of one line; scheduling again puts them right, unscheduling takes away ours alone.
begin;
set local search_path = extensions, public;
select plan(14);
select cutover.unschedule_jobs() as had \gset
select cron.schedule('someone_elses', '* * * * *', 'select 1') as other \gset
select cron.schedule('cutovers', '* * * * *', 'select 1') as alike \gset
select is(cutover.schedule_jobs(), array['cutover_pipeline', 'cutover_pipeline_2', 'cutover_monitor', 'cutover_reconciliation', 'cutover_reconciliation_2', 'cutover_clean_up', 'cutover_daily_report'], 'scheduled');
create temporary table first as select * from cron.job where jobname like 'cutover\_%';
select bag_eq('select jobname, schedule, command from first', $$values
  ('cutover_pipeline', '* * * * *', 'call cutover_private.run_pipeline()'), ('cutover_pipeline_2', '* * * * *', 'call cutover_private.run_pipeline()'), ('cutover_monitor', '* * * * *', 'call cutover_private.run_monitor()'),
  ('cutover_reconciliation', '* * * * *', 'call cutover_private.run_reconciliation()'), ('cutover_reconciliation_2', '* * * * *', 'call cutover_private.run_reconciliation()'), ('cutover_clean_up', '17 3 * * *', 'select cutover_private.clean_up()'), ('cutover_daily_report', '7 0 * * *', 'select cutover_private.daily_report()')$$, 'what runs when');
select is((select array_agg(distinct username || ' ' || active) from first), array['postgres true'], 'as the owner');
select is((select count(*) from first where command ~ '\n'), 0::bigint, 'each is one line');
select is_empty($$select command from first where to_regproc(substring(command from 'cutover_private\.\w+')) is null$$, 'everything they call exists');
select is(cutover.schedule_jobs(), array['cutover_pipeline', 'cutover_pipeline_2', 'cutover_monitor', 'cutover_reconciliation', 'cutover_reconciliation_2', 'cutover_clean_up', 'cutover_daily_report'], 'again');
select set_eq($$select * from cron.job where jobname like 'cutover\_%'$$, 'table first', 'changes nothing');
select cron.schedule('cutover_monitor', '0 0 1 1 *', 'select 1') as bent \gset
select cutover.schedule_jobs() as ok \gset
select set_eq($$select * from cron.job where jobname like 'cutover\_%'$$, 'table first', 'and mends what somebody bent');
select is(cutover.unschedule_jobs(), 7, 'unscheduled');
select is(cutover.unschedule_jobs(), 0, 'there is nothing left to unschedule');
select is((select count(*) from cron.job where jobname in ('someone_elses', 'cutovers')), 2::bigint, 'other jobs stay');
select throws_ok(format('set local role %I; select cutover.schedule_jobs()', r), '42501', null, r || ' schedules nothing') from unnest(array['authenticated', 'service_role', 'anon']) r;
select * from finish();
rollback;
