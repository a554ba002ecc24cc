-- What two people had agreed on: rules that a cutover passed over, and the end of ways back.
select f.requested_at, g.name as group_name, f.rules, f.reason, f.requested_by, f.approved_by, f.approved_at, f.used_at
from cutover.force_requests f join cutover.table_groups g on g.id = f.group_id
union all
select a.recorded_at, a.about, '{}', a.summary, null, a.person, a.recorded_at, a.recorded_at
from cutover.audit_trail a where a.action = 'finalize.group' and a.outcome = 'done'
order by 1;
