create or replace function cutover_agent.become_truth(p_endpoints uuid[])
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid;
  v_endpoint cutover_agent.endpoints;
begin
  perform cutover_agent.take_barrier(p_endpoints);
  foreach v_id in array p_endpoints loop
    v_endpoint := cutover_agent.endpoint(v_id);
    -- Capture before the guard opens: no write is ever both admitted and unseen.
    perform cutover_agent.set_triggers(v_endpoint, 'capture', true);
    perform cutover_agent.set_triggers(v_endpoint, 'guard', false);
    delete from cutover_agent.blocks where endpoint_id = v_id;
    perform nextval('cutover_agent.block_epoch');
    perform cutover_agent.resume_triggers(v_endpoint);
  end loop;
end
$$;

comment on function cutover_agent.become_truth(uuid[]) is 'From now on these tables take writes and every write is captured: capture on, guard off, user triggers back. Safe to repeat.';
