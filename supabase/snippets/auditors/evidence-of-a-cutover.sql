-- What was measured before and at each switch: the gates as the log keeps them.
select l.recorded_at, l.target as group_name, g ->> 'table' as table_name, g ->> 'rule' as rule, g ->> 'verdict' as verdict, g ->> 'value' as value,
  g ->> 'threshold' as threshold
from cutover.cutover_audit_log l
cross join jsonb_array_elements(case when jsonb_typeof(l.detail -> 'gates') = 'array' then l.detail -> 'gates' else '[]' end) g
where l.action = 'run.flip'
order by l.seq, 3, 4;
