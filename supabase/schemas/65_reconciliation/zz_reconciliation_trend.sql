create view cutover.reconciliation_trend with (security_invoker = true) as
select
  d.table_name,
  d.kind,
  d.day,
  d.jobs,
  d.rows_compared,
  d.drifted,
  d.drift_percent,
  d.healed,
  d.known,
  d.seconds,
  case
    when lag(d.drifted) over last_time is null then 'first'
    when d.drifted > lag(d.drifted) over last_time then 'rising'
    when d.drifted < lag(d.drifted) over last_time then 'falling'
    else 'steady'
  end as direction
from (
  select
    t.name as table_name,
    j.kind,
    (j.finished_at at time zone 'UTC')::date as day,
    count(*) as jobs,
    sum(greatest(j.rows_legacy, j.rows_supabase)) as rows_compared,
    -- As the day's last job left it: what was put right in the morning is no drift in the evening.
    (array_agg(j.missing + j.extra + j.mismatched order by j.finished_at desc))[1] as drifted,
    (array_agg(j.drift_percent order by j.finished_at desc))[1] as drift_percent,
    sum(j.healed) as healed,
    (array_agg(j.known order by j.finished_at desc))[1] as known,
    round(sum(extract(epoch from j.finished_at - j.started_at) - j.paused_seconds), 1) as seconds
  from cutover.reconciliation_jobs j
  join cutover.cutover_tables t on t.id = j.table_id
  where j.status = 'completed' and j.kind in ('full', 'incremental')
  group by t.name, j.kind, (j.finished_at at time zone 'UTC')::date
) d
window last_time as (partition by d.table_name, d.kind order by d.day);

comment on view cutover.reconciliation_trend is 'Each table, kind of job and day of the last 90: how much was compared, how much differed at the end of the day, and whether that is more than the time before.';
grant select on cutover.reconciliation_trend to authenticated;
