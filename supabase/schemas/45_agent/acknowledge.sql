create or replace function cutover_agent.acknowledge(p_ids bigint[])
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_count integer;
begin
  delete from cutover_agent.journal where id = any (p_ids);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

comment on function cutover_agent.acknowledge(bigint[]) is 'Removes journal entries whose apply has committed on the other side. Safe to repeat.';
