create or replace function cutover_private.start_golden_queries(p_query_ids bigint[], p_trigger text)
returns setof cutover.golden_query_runs
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into cutover.golden_query_runs (query_id, trigger, requested_by)
  select q.id, p_trigger, (select a.subject from cutover_private.actor() a)
  from cutover.golden_queries q where q.id = any (p_query_ids) and q.ended_at is null
  on conflict (query_id) where verdict is null do nothing;
  return query select r.* from cutover.golden_query_runs r where r.query_id = any (p_query_ids) and r.verdict is null;
end
$$;

revoke all on function cutover_private.start_golden_queries(bigint[], text) from public;
comment on function cutover_private.start_golden_queries(bigint[], text) is 'Queues a run of each of these golden queries (trigger schedule, request, shadow or watch); one that waits already is returned instead.';
