create or replace function cutover_agent.backlogs(p_endpoints uuid[])
returns table (ordinal integer, entries bigint, oldest_seconds numeric)
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select u.n::integer, count(j.id), extract(epoch from clock_timestamp() - min(j.recorded_at))::numeric
  from unnest(p_endpoints) with ordinality as u(id, n)
  join cutover_agent.endpoints e on e.id = u.id
  left join cutover_agent.journal j on j.endpoint_number = e.number
  group by u.n
$$;

comment on function cutover_agent.backlogs(uuid[]) is 'How many journal entries of each endpoint wait, and the age of the oldest in seconds. ordinal is the position in p_endpoints.';
