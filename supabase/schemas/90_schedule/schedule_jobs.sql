create or replace function cutover.schedule_jobs()
returns text[]
language plpgsql
security invoker
set search_path = pg_catalog, pg_temp
as $$
declare
  v_jobs text[];
begin
  if to_regnamespace('cron') is null then
    perform cutover_private.fail('CT012', 'The extension pg_cron is not installed.', null, 'create extension pg_cron; then call this again.');
  end if;
  perform cron.schedule('cutover_pipeline', '* * * * *', 'call cutover_private.run_pipeline()');
  perform cron.schedule('cutover_pipeline_2', '* * * * *', 'call cutover_private.run_pipeline()');
  perform cron.schedule('cutover_monitor', '* * * * *', 'call cutover_private.run_monitor()');
  perform cron.schedule('cutover_reconciliation', '* * * * *', 'call cutover_private.run_reconciliation()');
  perform cron.schedule('cutover_reconciliation_2', '* * * * *', 'call cutover_private.run_reconciliation()');
  perform cron.schedule('cutover_clean_up', '17 3 * * *', 'select cutover_private.clean_up()');
  perform cron.schedule('cutover_daily_report', '7 0 * * *', 'select cutover_private.daily_report()');
  v_jobs := array['cutover_pipeline', 'cutover_pipeline_2', 'cutover_monitor', 'cutover_reconciliation', 'cutover_reconciliation_2', 'cutover_clean_up',
    'cutover_daily_report'];
  if to_regnamespace('net') is not null then
    perform cron.schedule('cutover_notify', '* * * * *', 'select cutover_private.call_notify()');
    v_jobs := v_jobs || 'cutover_notify'::text;
  end if;
  return v_jobs;
end
$$;

revoke all on function cutover.schedule_jobs() from public;
comment on function cutover.schedule_jobs() is 'Creates the seven pg_cron jobs, and with pg_net an eighth that calls the edge function notify, or puts them right; safe to repeat. For the owner only. Raises CT012 without pg_cron.';
