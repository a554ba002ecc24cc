create view cutover.freeze_calendar with (security_invoker = true) as
select
  g.name as group_name,
  case when w.status in ('scheduled', 'active') and w.ends_at <= clock_timestamp() then 'over' else w.status end as status,
  w.kind,
  w.starts_at,
  w.ends_at,
  round(extract(epoch from w.ends_at - w.starts_at) / 60) as length_minutes,
  case
    when w.status = 'scheduled' and w.starts_at > clock_timestamp() then round(extract(epoch from w.starts_at - clock_timestamp()) / 60, 1)
  end as starts_in_minutes,
  case when w.status = 'active' then round(greatest(extract(epoch from w.ends_at - clock_timestamp()), 0) / 60, 1) end as minutes_left,
  (select string_agg(t.name, ', ' order by t.position, t.name) from cutover.cutover_tables t where t.group_id = w.group_id) as tables,
  (
    select string_agg(format('%s %s', r.kind, r.status), ', ' order by r.requested_at)
    from cutover.cutover_runs r
    where r.group_id = w.group_id and r.requested_at >= coalesce(w.activated_at, w.starts_at) and r.requested_at < coalesce(w.ended_at, w.ends_at)
  ) as runs,
  w.reason,
  cutover_private.person(w.created_by, c.display_name) as created_by,
  cutover_private.person(w.ended_by, e.display_name) as ended_by,
  w.id as window_id
from cutover.freeze_windows w
join cutover.table_groups g on g.id = w.group_id
left join cutover.operators c on c.subject = w.created_by
left join cutover.operators e on e.subject = w.ended_by
order by w.starts_at desc;

comment on view cutover.freeze_calendar is 'Freeze windows, the latest first: whose, how long, how much is left, and which runs took place in them.';
comment on column cutover.freeze_calendar.status is 'As the window''s, or over: its time is gone and the monitor has not been by.';
grant select on cutover.freeze_calendar to authenticated;
