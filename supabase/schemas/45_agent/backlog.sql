create or replace function cutover_agent.backlog(p_endpoints uuid[])
returns table (entries bigint, oldest_seconds numeric, highest_id bigint)
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select count(*), coalesce(extract(epoch from clock_timestamp() - min(j.recorded_at))::numeric, 0), coalesce(max(j.id), 0)
  from cutover_agent.journal j
  where j.endpoint_number in (select e.number from cutover_agent.endpoints e where e.id = any (p_endpoints))
$$;

comment on function cutover_agent.backlog(uuid[]) is 'How many journal entries wait, the age of the oldest in seconds, and the highest id.';
