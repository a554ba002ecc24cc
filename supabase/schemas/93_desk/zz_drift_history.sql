create view cutover.drift_history with (security_invoker = true) as
select
  j.finished_at as compared_at,
  t.name as table_name,
  g.name as group_name,
  j.kind,
  greatest(j.rows_legacy, j.rows_supabase) as rows_compared,
  j.missing + j.extra + j.mismatched as drifted_rows,
  j.drift_percent,
  j.missing as missing_rows,
  j.extra as extra_rows,
  j.mismatched as mismatched_rows,
  j.known as known_rows,
  j.healed as healed_rows,
  j.lagging as lagging_rows,
  round(extract(epoch from j.finished_at - j.started_at) - j.paused_seconds, 3) as seconds
from cutover.reconciliation_jobs j
join cutover.cutover_tables t on t.id = j.table_id
join cutover.table_groups g on g.id = t.group_id
where j.status = 'completed' and j.kind in ('full', 'incremental')
order by j.finished_at desc;

comment on view cutover.drift_history is 'What each comparison found, the latest first: for a chart of drift_percent or drifted_rows by compared_at. cutover.reconciliation_trend has it by day.';
comment on column cutover.drift_history.kind is 'full: every row; incremental: what changed, what had differed, and the next slice.';
grant select on cutover.drift_history to authenticated;
