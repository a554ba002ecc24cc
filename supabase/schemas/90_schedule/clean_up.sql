create or replace function cutover_private.clean_up()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform cutover_private.clean_commands();
  delete from cutover.queued_writes where status in ('replayed', 'discarded') and finished_at < clock_timestamp() - interval '90 days';
  delete from cutover.daily_reports where day < (now() at time zone 'UTC')::date - 400;
  delete from cutover.alerts where resolved_at < clock_timestamp() - interval '400 days';
  delete from cutover.notifications where created_at < clock_timestamp() - interval '90 days';
  delete from cutover.golden_query_runs where finished_at < clock_timestamp() - interval '90 days';
  -- Every minute of a split; the days before are in the audit log, by what they led to.
  delete from cutover.golden_query_runs where trigger = 'shadow' and finished_at < clock_timestamp() - interval '14 days';
  delete from cutover.shadow_reads where started_at < clock_timestamp() - interval '14 days';
  delete from cutover.service_metrics where minute < clock_timestamp() - interval '90 days';
  delete from cutover.drifted_rows where resolved_at < clock_timestamp() - interval '90 days';
  delete from cutover.verifier_checks where checked_at < clock_timestamp() - interval '90 days';
  delete from cutover.reconciliation_jobs where finished_at < clock_timestamp() - interval '90 days';
  delete from cron.job_run_details d using cron.job j
  where d.jobid = j.jobid and j.jobname like 'cutover\_%' and d.end_time < now() - interval '3 days';
end
$$;

revoke all on function cutover_private.clean_up() from public;
comment on function cutover_private.clean_up() is 'Removes old idempotency records, reconciliation jobs, resolved drift, runs of golden queries, checks of the verifier, service metrics, notifications and queued writes that are done (90 days), shadow reads (14 days), alerts and daily reports (400 days) and our rows of cron.job_run_details (3 days). The audit log is never cleaned.';
