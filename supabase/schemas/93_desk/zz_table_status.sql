create view cutover.table_status with (security_invoker = true) as
select
  t.name as table_name,
  g.name as group_name,
  t.state,
  case
    when t.finalized_at is not null then 'nothing: finalized, there is no way back any more'
    when r.id is not null then format('the %s is under way: %s', r.kind, r.step)
    when t.capture_stopped_at is not null then format('start the backfill again, capture was stopped: select cutover.start_backfill(%L)', g.name)
    when t.state in ('pending', 'rolled_back') and t.capturing_since is null then format('start the backfill: select cutover.start_backfill(%L)', g.name)
    when t.state in ('pending', 'rolled_back') and t.backfilled_at is null then 'wait for the backfill'
    when f.refused_rows > 0 then 'mend the rows that the other side refuses: cutover.apply_failures'
    when s.missing + s.extra + s.mismatched > 0 then format('find out why rows differ, then: select cutover.repair(%L)', t.name)
    when t.state in ('pending', 'rolled_back') and c.not_passed is not null
      then format('mend what the gates find (gates_not_passed), then: select cutover.prepare_cutover(%L)', g.name)
    when t.state in ('pending', 'rolled_back') then format('prepare: select cutover.prepare_cutover(%L)', g.name)
    when t.state = 'ready' and w.status = 'active' then format('execute: select cutover.execute_cutover(%L)', g.name)
    when t.state = 'ready' and w.status = 'scheduled' then format('wait for the freeze window of %s', w.starts_at)
    when t.state = 'ready' then format('schedule a freeze window: select cutover.schedule_freeze_window(%L, …)', g.name)
    when t.state = 'cutover' then 'wait: completed when every criterion has held for a day (cutover.completion_progress)'
    else format('keep the way back, or end it: select cutover.finalize_group(%L, p_dry_run => true)', g.name)
  end as next_step,
  t.read_source as reads_from,
  case t.read_source when 'legacy' then 0 when 'supabase' then 100 else coalesce(p.percentage, 0) end as reads_on_supabase_percent,
  t.write_source as writes_go_to,
  format('%I.%I (%s, %s)', t.legacy_schema, t.legacy_table, q.name, q.kind) as legacy,
  format('%I.%I', t.supabase_schema, t.supabase_table) as supabase,
  case when t.routed_name is not null then format('%I.%I', t.routed_schema, t.routed_name) end as routed_view,
  case
    when b.status = 'completed' then 100
    when b.status = 'running' then least(round(100.0 * b.rows_done / nullif(b.rows_estimated, 0), 1), 99.9)
  end as backfill_percent,
  case when b.status = 'running' then b.finishes_at end as backfill_finishes_at,
  l.entries as backlog_entries,
  case when l.entries = 0 then 0 else round(extract(epoch from l.measured_at - l.oldest_at), 1) end as backlog_oldest_seconds,
  s.verdict as sides_are,
  s.missing + s.extra + s.mismatched as drifted_rows,
  s.drift_percent,
  s.rows_legacy,
  s.rows_supabase,
  s.compared_in_full_at,
  s.last_look_at,
  f.refused_rows,
  c.passed as gates_passed,
  c.not_passed as gates_not_passed,
  (
    select count(*) from cutover.alerts a
    where a.resolved_at is null and (a.table_id = t.id or (a.table_id is null and a.group_id = t.group_id))
  ) as open_alerts,
  w.status as freeze_window,
  w.starts_at as freeze_window_starts_at,
  w.ends_at as freeze_window_ends_at,
  t.data_class,
  t.automatic_rollback,
  t.freeze_writes,
  t.cutover_at,
  t.completed_at,
  t.rolled_back_at,
  t.finalized_at
from cutover.cutover_tables t
join cutover.table_groups g on g.id = t.group_id
join cutover.legacy_sources q on q.id = t.source_id
join cutover.reconciliation_summary s on s.table_name = t.name
left join cutover.backfills b on b.table_id = t.id
left join cutover.backlogs l on l.table_id = t.id
left join cutover.read_splits p
  on p.table_id = t.id and p.environment = (select e.value #>> '{}' from cutover.settings e where e.key = 'environment')
left join cutover.cutover_runs r on r.group_id = t.group_id and r.status in ('running', 'releasing')
left join lateral (
  select v.status, v.starts_at, v.ends_at from cutover.freeze_windows v
  where v.group_id = t.group_id and v.status in ('active', 'scheduled') and v.ends_at > clock_timestamp()
  order by v.status, v.starts_at
  limit 1
) w on true
cross join lateral (
  select
    count(*) filter (where k.verdict in ('passed', 'waived')) as passed,
    string_agg(k.rule_id, ', ' order by k.rule_id) filter (where k.verdict in ('failed', 'stale')) as not_passed
  from cutover.cutover_checklists k
  where k.table_id = t.id
) c
cross join lateral (select count(*) as refused_rows from cutover.apply_failures x where x.table_id = t.id) f
order by g.name, t.position, t.name;

comment on view cutover.table_status is 'One row a table: both its sides, state, who reads and writes where, backlog, drift, gates, and the next step.';
comment on column cutover.table_status.next_step is 'What an operator does next, with the statement; it follows from stored facts, nothing is measured for it.';
comment on column cutover.table_status.reads_on_supabase_percent is 'As set; the feature flag data_migration_final may cap a split below it.';
comment on column cutover.table_status.sides_are is 'equal, different, or never compared: the verdict of cutover.reconciliation_summary.';
comment on column cutover.table_status.drifted_rows is 'Rows that differ: missing on supabase, extra there, or with other values.';
comment on column cutover.table_status.backlog_oldest_seconds is 'How long the oldest change had waited when the backlog was last counted.';
comment on column cutover.table_status.gates_not_passed is 'Rules that failed, or whose evidence is too old, when they were last judged; docs/rules has a page for each.';
grant select on cutover.table_status to authenticated;
