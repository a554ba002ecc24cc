-- Rows that differ, by key and column, and rows that the other side refuses.
select t.name as table_name, d.kind, d.key, d.columns, d.first_seen_at, d.last_seen_at
from cutover.drifted_rows d join cutover.cutover_tables t on t.id = d.table_id
where d.confirmed_at is not null and d.resolved_at is null
union all
select t.name, 'refused: ' || f.error_code || coalesce(' ' || f.error_object, ''), f.key, '{}', f.first_failed_at, f.last_failed_at
from cutover.apply_failures f join cutover.cutover_tables t on t.id = f.table_id
order by 1, 2, 3;
