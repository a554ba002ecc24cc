create or replace function cutover_agent.pending_keys(p_endpoint uuid, p_keys text[])
returns setof text
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select distinct j.key::text
  from cutover_agent.endpoints e
  cross join unnest(p_keys) as k
  join cutover_agent.journal j on j.endpoint_number = e.number
    and hash_array_extended(j.key, 0) = hash_array_extended(k::text[], 0) and j.key = k::text[]
  where e.id = p_endpoint
  union all
  select null
  from cutover_agent.endpoints e
  where e.id = p_endpoint and exists (
    select from cutover_agent.journal j where j.endpoint_number = e.number and hash_array_extended(j.key, 0) is null and j.key is null)
$$;

comment on function cutover_agent.pending_keys(uuid, text[]) is 'Which of these keys (text[] literals) still wait in the journal; a null row if a TRUNCATE does.';
