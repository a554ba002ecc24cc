-- The last run of each group, step by step.
select g.name as group_name, r.kind, r.mode, r.status, s.step, s.outcome,
  round(extract(epoch from s.finished_at - s.started_at) * 1000, 1) as milliseconds, s.started_at, r.error
from cutover.table_groups g
cross join lateral (select * from cutover.cutover_runs c where c.group_id = g.id order by c.requested_at desc limit 1) r
left join cutover.cutover_run_steps s on s.run_id = r.id
order by g.name, s.id;
