create or replace function cutover_agent.forget_keys(p_endpoint uuid, p_keys text[])
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  delete from cutover_agent.journal j
  using cutover_agent.endpoints e, unnest(p_keys) as k
  where e.id = p_endpoint and j.endpoint_number = e.number
    and hash_array_extended(j.key, 0) = hash_array_extended(k::text[], 0) and j.key = k::text[]
$$;

comment on function cutover_agent.forget_keys(uuid, text[]) is 'Removes every journal entry of these keys (text[] literals). Only for a side that takes no writes, where no new entry can be lost.';
