create or replace function cutover_agent.pending_keys(p_endpoint uuid, p_keys text[])
returns setof text
language sql
security definer
set search_path = pg_catalog, pg_temp
begin atomic
  select distinct j.key::text
  from cutover_agent.journal j
  join cutover_agent.endpoints e on e.number = j.endpoint_number
  where e.id = p_endpoint and (j.key is null or j.key in (select k::text[] from unnest(p_keys) as k));
end;

comment on function cutover_agent.pending_keys(uuid, text[]) is 'Which of these keys (text[] literals) still wait in the journal; a null row if a TRUNCATE does.';
