create view cutover.write_pauses with (security_invoker = true) as
select
  f.finished_at as switched_at,
  g.name as group_name,
  r.kind,
  r.mode,
  (r.result ->> 'write_pause_ms')::numeric as write_pause_ms,
  s.target_ms,
  s.limit_ms,
  case
    when (r.result ->> 'write_pause_ms')::numeric <= s.target_ms then 'as promised'
    when (r.result ->> 'write_pause_ms')::numeric <= s.limit_ms then 'longer than promised'
    else 'longer than allowed'
  end as verdict,
  round(extract(epoch from r.finished_at - r.requested_at), 3) as run_seconds,
  cutover_private.person(r.requested_by, o.display_name) as requested_by,
  r.reason,
  r.id as run_id
from cutover.cutover_runs r
join cutover.table_groups g on g.id = r.group_id
join cutover.cutover_run_steps f on f.run_id = r.id and f.step = 'flip' and f.outcome = 'done'
left join cutover.operators o on o.subject = r.requested_by
cross join (
  select
    max(e.value #>> '{}') filter (where e.key = 'target_pause_ms')::numeric as target_ms,
    max(e.value #>> '{}') filter (where e.key = 'maximum_pause_seconds')::numeric * 1000 as limit_ms
  from cutover.settings e
) s
where r.result ? 'write_pause_ms'
order by f.finished_at desc;

comment on view cutover.write_pauses is 'Each switch, there and back, the latest first: how long writers waited, against what was promised.';
comment on column cutover.write_pauses.target_ms is 'The promise: setting target_pause_ms as it is now.';
comment on column cutover.write_pauses.limit_ms is 'Where a switch gives up and releases the writers: setting maximum_pause_seconds as it is now.';
comment on column cutover.write_pauses.run_seconds is 'The whole run, most of which holds nobody up.';
grant select on cutover.write_pauses to authenticated;
