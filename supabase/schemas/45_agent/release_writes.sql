create or replace function cutover_agent.release_writes(p_endpoints uuid[], p_token uuid)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_block cutover_agent.blocks;
  v_released integer := 0;
begin
  for v_block in select * from cutover_agent.blocks where endpoint_id = any (p_endpoints) and token = p_token loop
    perform cutover_agent.become_truth(array[v_block.endpoint_id]);
    v_released := v_released + 1;
  end loop;
  return v_released;
end
$$;

comment on function cutover_agent.release_writes(uuid[], uuid) is 'Lifts the blocks of this token, also one that was already made permanent: the tables take captured writes again. Returns how many were lifted; none is fine.';
