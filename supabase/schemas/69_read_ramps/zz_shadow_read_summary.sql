create view cutover.shadow_read_summary with (security_invoker = true) as
select
  t.name as table_name,
  t.read_source,
  s.percentage,
  s.halted_at,
  s.halted_reason,
  w.windows,
  w.last_window_at,
  w.compared,
  w.agreed,
  round(w.agreed * 100.0 / nullif(w.agreed + w.mismatched, 0), 4) as agreement_percent,
  w.mismatched,
  w.lagging,
  w.known,
  w.legacy_errors,
  w.supabase_errors,
  w.dropped,
  l.legacy_median_ms,
  l.legacy_p95_ms,
  l.supabase_median_ms,
  l.supabase_p95_ms,
  l.error as last_error
from cutover.cutover_tables t
left join cutover.read_splits s
  on s.table_id = t.id
  and s.environment = (select e.value #>> '{}' from cutover.settings e where e.key = 'environment')
cross join lateral (
  select
    count(*) as windows,
    max(r.started_at) as last_window_at,
    coalesce(sum(r.compared), 0) as compared,
    coalesce(sum(r.agreed), 0) as agreed,
    coalesce(sum(r.mismatched), 0) as mismatched,
    coalesce(sum(r.lagging), 0) as lagging,
    coalesce(sum(r.known), 0) as known,
    coalesce(sum(r.legacy_errors), 0) as legacy_errors,
    coalesce(sum(r.supabase_errors), 0) as supabase_errors,
    coalesce(sum(r.dropped), 0) as dropped
  from cutover.shadow_reads r
  where r.table_id = t.id and r.finished_at is not null and r.started_at > now() - interval '1 hour'
) w
left join lateral (
  select r.* from cutover.shadow_reads r where r.table_id = t.id and r.finished_at is not null order by r.started_at desc limit 1
) l on true
where t.read_source = 'dual' or w.windows > 0;

comment on view cutover.shadow_read_summary is 'Each table whose reads are split: its shadow reads of the last hour, and the times of both sides in the last window.';
grant select on cutover.shadow_read_summary to authenticated;
