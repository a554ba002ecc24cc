create or replace function cutover_agent.acknowledge(p_endpoints uuid[], p_ids bigint[])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_count integer;
begin
  delete from cutover_agent.journal j using cutover_agent.endpoints e
  where e.id = any (p_endpoints) and j.endpoint_number = e.number and j.id = any (p_ids);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

comment on function cutover_agent.acknowledge(uuid[], bigint[]) is 'Removes journal entries of these endpoints whose apply has committed on the other side. Safe to repeat.';
