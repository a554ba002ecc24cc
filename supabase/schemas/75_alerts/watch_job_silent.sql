create or replace function cutover_private.watch_job_silent()
returns setof cutover_private.condition
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names text[];
begin
  if to_regclass('cron.job_run_details') is null then
    return;
  end if;
  select array_agg(w.name) into v_names
  from (
    select j.jobname::text as name from cron.job j where j.jobname like 'cutover\_%'
    union
    -- As long as anything is captured these have to be there.
    select n from unnest(array['cutover_pipeline', 'cutover_monitor', 'cutover_reconciliation']) n
    where exists (select from cutover.cutover_tables t where t.capturing_since is not null and t.finalized_at is null)
  ) w;
  delete from cutover_private.watched_jobs where name <> all (coalesce(v_names, '{}'));
  insert into cutover_private.watched_jobs (name) select n from unnest(v_names) n on conflict do nothing;

  return query
  select
    'job_silent:' || s.name, 'critical'::text,
    case
      when s.active is null then format('The job %s is not scheduled', s.name)
      when not s.active then format('The job %s is switched off', s.name)
      else format('The job %s does not run', s.name)
    end,
    jsonb_build_object('schedule', s.schedule, 'active', s.active, 'last_run_at', s.last_run_at, 'last_failure_at', s.last_failure_at),
    null::bigint, null::bigint, null::uuid
  from (
    select
      w.name, w.seen_since, j.schedule, j.active,
      (select max(d.start_time) from cron.job_run_details d where d.jobid = j.jobid and d.status in ('running', 'succeeded')) as last_run_at,
      (select max(d.start_time) from cron.job_run_details d where d.jobid = j.jobid and d.status = 'failed') as last_failure_at,
      case when j.schedule = '* * * * *' or j.schedule is null then interval '5 minutes' else interval '26 hours' end as patience
    from cutover_private.watched_jobs w
    left join cron.job j on j.jobname = w.name
  ) s
  where greatest(s.last_run_at, s.seen_since) < clock_timestamp() - s.patience;
end
$$;

revoke all on function cutover_private.watch_job_silent() from public;
comment on function cutover_private.watch_job_silent() is
  'Our jobs of pg_cron that have not run for five minutes (daily ones: 26 hours), and those that should be scheduled and are not.';
