create view cutover.open_alerts with (security_invoker = true) as
select
  a.id,
  a.level,
  a.kind,
  a.title,
  t.name as table_name,
  g.name as group_name,
  a.run_id,
  a.detail,
  a.remedy,
  a.raised_at,
  a.last_seen_at,
  a.occurrences,
  a.escalated_at,
  a.acknowledged_by,
  a.acknowledged_at,
  a.acknowledgement,
  a.gone_since,
  a.key
from cutover.alerts a
left join cutover.cutover_tables t on t.id = a.table_id
left join cutover.table_groups g on g.id = a.group_id
where a.resolved_at is null
order by array_position(array['critical', 'warning', 'success', 'info'], a.level), a.raised_at;

comment on view cutover.open_alerts is 'What needs somebody now, the worst first. cutover.alerts also has what was resolved, and events.';
grant select on cutover.open_alerts to authenticated;
