create or replace function cutover_agent.sweep_blocks()
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_block cutover_agent.blocks;
  v_swept integer := 0;
begin
  for v_block in select * from cutover_agent.blocks where expires_at < clock_timestamp() loop
    v_swept := v_swept + cutover_agent.release_writes(array[v_block.endpoint_id], v_block.token);
  end loop;
  return v_swept;
end
$$;

comment on function cutover_agent.sweep_blocks() is 'Lifts the blocks that ran out, so that their guards cost nothing. Returns how many.';
