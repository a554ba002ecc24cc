create view cutover.reconciliation_progress with (security_invoker = true) as
select
  j.id as job_id,
  t.name as table_name,
  j.kind,
  j.status,
  case
    when j.status not in ('queued', 'running') then j.status
    when j.error ->> 'code' = 'CT501' then 'waits for the legacy server'
    when j.error is not null then 'tries again'
    when j.gives_way_since is not null then 'gives way to live changes'
    else j.status
  end as condition,
  case
    when j.stopped_by is not null then j.stopped_by || ': ' || j.stop_reason
    when j.error is not null then concat_ws(' ', j.error ->> 'code', j.error ->> 'message', 'at ' || (j.error ->> 'at'))
    when j.gives_way_since is not null then 'since ' || j.gives_way_since
  end as reason,
  j.chunks_done,
  j.chunks_total,
  round(100.0 * j.chunks_done / nullif(j.chunks_total, 0), 1) as percent,
  greatest(j.rows_legacy, j.rows_supabase) as rows_compared,
  round(greatest(j.rows_legacy, j.rows_supabase) / nullif(w.seconds, 0), 1) as rows_per_second,
  round(w.seconds, 3) as seconds,
  case
    when j.status = 'running' and j.chunks_done > 0
      then clock_timestamp() + make_interval(secs => (w.seconds / j.chunks_done * (j.chunks_total - j.chunks_done))::double precision)
  end as finishes_at
from cutover.reconciliation_jobs j
join cutover.cutover_tables t on t.id = j.table_id
cross join lateral (
  select extract(epoch from coalesce(j.finished_at, j.paused_at, clock_timestamp()) - j.started_at) - j.paused_seconds as seconds
) w;

comment on view cutover.reconciliation_progress is 'Each reconciliation job: in what condition, and why; how far, how fast, how long (pauses by operators not counted), and about when it ends.';
grant select on cutover.reconciliation_progress to authenticated;
