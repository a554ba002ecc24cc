create view cutover.golden_query_results with (security_invoker = true) as
select
  q.name,
  q.version,
  g.name as group_name,
  coalesce(r.verdict, 'never run') as verdict,
  r.finished_at,
  r.legacy_rows,
  r.supabase_rows,
  r.legacy_ms,
  r.supabase_ms,
  round(r.supabase_ms / nullif(r.legacy_ms, 0), 2) as times_as_long_in_supabase,
  r.error,
  (select max(e.finished_at) from cutover.golden_query_runs e where e.query_id = q.id and e.verdict = 'equal') as last_equal_at
from cutover.golden_queries q
join cutover.table_groups g on g.id = q.group_id
left join lateral (
  select l.* from cutover.golden_query_runs l where l.query_id = q.id and l.verdict is not null order by l.finished_at desc limit 1
) r on true
where q.ended_at is null;

comment on view cutover.golden_query_results is 'Each golden query in use: what its last run has shown, and how long it took on either side, the way there included.';
grant select on cutover.golden_query_results to authenticated;
