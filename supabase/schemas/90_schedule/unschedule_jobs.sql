create or replace function cutover.unschedule_jobs()
returns integer
language sql
security invoker
set search_path = pg_catalog, pg_temp
as $$
  select count(cron.unschedule(j.jobname::text))::integer from cron.job j where j.jobname like 'cutover\_%';
$$;

revoke all on function cutover.unschedule_jobs() from public;
comment on function cutover.unschedule_jobs() is 'Removes our pg_cron jobs and returns how many. Backlogs grow until they are scheduled again.';
