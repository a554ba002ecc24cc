create view cutover.overview with (security_invoker = true) as
select
  e.value #>> '{}' as environment,
  t.tables,
  round(100.0 * t.completed / nullif(t.tables, 0), 1) as completed_percent,
  round(100.0 * t.on_supabase / nullif(t.tables, 0), 1) as on_supabase_percent,
  t.pending as tables_pending,
  t.ready as tables_ready,
  t.cutover as tables_cutover,
  t.completed as tables_completed,
  t.rolled_back as tables_rolled_back,
  t.finalized as tables_finalized,
  a.open_alerts,
  a.critical_alerts,
  (select count(*) from cutover.cutover_runs r where r.status in ('running', 'releasing')) as running_runs,
  (select count(*) from cutover.reconciliation_jobs j where j.status = 'running') as running_comparisons,
  (select count(*) from cutover.drifted_rows d where d.confirmed_at is not null and d.resolved_at is null) as drifted_rows,
  (select coalesce(sum(l.entries), 0) from cutover.backlogs l) as backlog_entries,
  w.group_name as next_freeze_window_group,
  w.status as next_freeze_window_status,
  w.starts_at as next_freeze_window_starts_at,
  w.ends_at as next_freeze_window_ends_at
-- The settings are there for operators alone, so that nobody else gets a row, not even one of zeros.
from cutover.settings e
cross join (
  select
    count(*) as tables,
    count(*) filter (where c.state = 'pending') as pending,
    count(*) filter (where c.state = 'ready') as ready,
    count(*) filter (where c.state = 'cutover') as cutover,
    count(*) filter (where c.state = 'completed') as completed,
    count(*) filter (where c.state = 'rolled_back') as rolled_back,
    count(*) filter (where c.write_source = 'supabase') as on_supabase,
    count(c.finalized_at) as finalized
  from cutover.cutover_tables c
) t
cross join (
  select count(*) as open_alerts, count(*) filter (where o.level = 'critical') as critical_alerts from cutover.open_alerts o
) a
left join lateral (
  select f.group_name, f.status, f.starts_at, f.ends_at from cutover.freeze_calendar f
  where f.status in ('active', 'scheduled')
  order by f.starts_at
  limit 1
) w on true
where e.key = 'environment';

comment on view cutover.overview is 'One row: how far everything is, what is open, and which freeze window comes next.';
comment on column cutover.overview.completed_percent is 'Tables whose cutover is completed, of all registered ones.';
comment on column cutover.overview.on_supabase_percent is 'Tables whose writes go to Supabase, completed or not, of all registered ones.';
comment on column cutover.overview.drifted_rows is 'Rows that differ, of all tables.';
comment on column cutover.overview.next_freeze_window_group is 'The group whose freeze window is active, or else begins next.';
grant select on cutover.overview to authenticated;
