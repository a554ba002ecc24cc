-- Rules that are waived, thresholds that differ from the catalogue, differences that are accepted: by whom, why, until when.
select t.name as table_name, 'waived: ' || w.rule_id as exception, w.reason, w.waived_by as by, w.waived_at as since, w.expires_at as until
from cutover.rule_waivers w join cutover.cutover_tables t on t.id = w.table_id
union all
select t.name, format('threshold of %s: %s', o.rule_id, o.threshold), o.reason, o.set_by, o.set_at, null
from cutover.rule_overrides o join cutover.cutover_tables t on t.id = o.table_id
union all
select t.name, 'known difference: ' || k.column_name, k.reason, k.set_by, k.set_at, k.expires_at
from cutover.known_differences k join cutover.cutover_tables t on t.id = k.table_id
where k.ended_at is null
order by 1, 2;
