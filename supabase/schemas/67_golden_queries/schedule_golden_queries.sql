create or replace function cutover_private.schedule_golden_queries()
returns integer
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select count(*)::integer from cutover_private.start_golden_queries(array(
    select q.id from cutover.golden_queries q
    where q.ended_at is null
      -- Before the rows are there they differ, which is no news.
      and not exists (select from cutover.cutover_tables t where t.group_id = q.group_id and (t.backfilled_at is null or t.finalized_at is not null))
      and exists (select from cutover.cutover_tables t where t.group_id = q.group_id)
      and not exists (select from cutover.golden_query_runs r where r.query_id = q.id
        and (r.verdict is null
          or r.created_at > clock_timestamp() - make_interval(hours => greatest(1, cutover_private.setting('golden_query_hours')::text::integer))))), 'schedule')
$$;

revoke all on function cutover_private.schedule_golden_queries() from public;
comment on function cutover_private.schedule_golden_queries() is 'Queues the golden queries of backfilled groups that were not run within the setting golden_query_hours. Returns how many.';
