create or replace function cutover.schedule_jobs()
returns text[]
language plpgsql
security invoker
set search_path = pg_catalog, pg_temp
as $$
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
  return array['cutover_pipeline', 'cutover_pipeline_2', 'cutover_monitor', 'cutover_reconciliation', 'cutover_reconciliation_2', 'cutover_clean_up'];
end
$$;

revoke all on function cutover.schedule_jobs() from public;
comment on function cutover.schedule_jobs() is 'Creates the six pg_cron jobs, or puts them right; safe to repeat. For the owner only. Raises CT012 without pg_cron.';
