-- What the gates say of each table, what is in the way first; the remedy is that of the rule.
select t.name as table_name, c.rule_id, c.verdict, c.value, r.comparator, c.threshold, r.unit, c.measured_at, r.title, r.remediation
from cutover.cutover_checklists c
join cutover.cutover_tables t on t.id = c.table_id
join cutover.rules r on r.id = c.rule_id
order by array_position(array['failed', 'stale', 'warning', 'waived', 'passed'], c.verdict), t.name, c.rule_id;
