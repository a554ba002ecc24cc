create or replace function cutover_agent.stop_capture(p_endpoints uuid[])
returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid;
  v_count bigint;
begin
  perform cutover_agent.take_barrier(p_endpoints);
  foreach v_id in array p_endpoints loop
    perform cutover_agent.set_triggers(cutover_agent.endpoint(v_id), 'capture', false);
  end loop;
  delete from cutover_agent.journal where endpoint_number in (select e.number from cutover_agent.endpoints e where e.id = any (p_endpoints));
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

comment on function cutover_agent.stop_capture(uuid[]) is 'Ends capture on these tables and forgets what waits; they go on taking writes. Returns how many entries were given up. Safe to repeat. Raises CT601.';
