-- For a chart: how many tables have gone over to Supabase, and how many are completed.
select e.at, count(*) filter (where e.what = 'cutover') over (order by e.at) as switched_tables,
  count(*) filter (where e.what = 'completed') over (order by e.at) as completed_tables
from (
  select t.cutover_at as at, 'cutover' as what from cutover.cutover_tables t where t.write_source = 'supabase'
  union all
  select t.completed_at, 'completed' from cutover.cutover_tables t where t.completed_at is not null
) e
order by e.at;
