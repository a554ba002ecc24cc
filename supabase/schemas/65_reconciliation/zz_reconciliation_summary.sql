create view cutover.reconciliation_summary with (security_invoker = true) as
select
  t.name as table_name,
  g.name as group_name,
  t.state,
  case
    when l.finished_at is null then 'never compared'
    when d.missing + d.extra + d.mismatched = 0 then 'equal'
    else 'different'
  end as verdict,
  round((d.missing + d.extra + d.mismatched) * 100.0 / greatest(l.rows_legacy, l.rows_supabase, 1), 8) as drift_percent,
  round((d.missing + d.extra + d.mismatched) * 1000000.0 / greatest(l.rows_legacy, l.rows_supabase, 1), 2) as drift_parts_per_million,
  d.missing,
  d.extra,
  d.mismatched,
  l.rows_legacy,
  l.rows_supabase,
  l.finished_at as compared_in_full_at,
  (
    select max(i.finished_at) from cutover.reconciliation_jobs i
    where i.table_id = t.id and i.kind in ('full', 'incremental') and i.status = 'completed'
  ) as last_look_at,
  (
    select string_agg(case
      when u.status in ('queued', 'paused') then format('%s: %s', u.kind, u.status)
      when u.kind = 'full' then format('full: %s of %s chunks', u.chunks_done, u.chunks_total)
      else u.kind || ': running'
    end || coalesce(' (' || (u.error ->> 'code') || ' at ' || (u.error ->> 'at') || ')', ''), '; ' order by u.created_at)
    from cutover.reconciliation_jobs u
    where u.table_id = t.id and u.finished_at is null
  ) as under_way
from cutover.cutover_tables t
join cutover.table_groups g on g.id = t.group_id
cross join lateral (
  select
    count(*) filter (where r.kind = 'missing') as missing,
    count(*) filter (where r.kind = 'extra') as extra,
    count(*) filter (where r.kind = 'mismatched') as mismatched
  from cutover.drifted_rows r
  where r.table_id = t.id and r.confirmed_at is not null and r.resolved_at is null
) d
left join lateral (
  select f.rows_legacy, f.rows_supabase, f.finished_at
  from cutover.reconciliation_jobs f
  where f.table_id = t.id and f.kind = 'full' and f.status = 'completed'
  order by f.finished_at desc
  limit 1
) l on true;

comment on view cutover.reconciliation_summary is 'Each table: do the sides hold the same rows, how many differ, as of when, and what is being compared now.';
grant select on cutover.reconciliation_summary to authenticated;
