create or replace function cutover_agent.become_receiver(p_endpoints uuid[], p_token uuid, p_reason text, p_need_block boolean default false)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid;
  v_endpoint cutover_agent.endpoints;
  v_block cutover_agent.blocks;
begin
  -- All locks first, so that the check below holds for all tables at one moment.
  perform cutover_agent.take_barrier(p_endpoints);
  foreach v_id in array p_endpoints loop
    perform cutover_agent.set_triggers(cutover_agent.endpoint(v_id), 'guard', true);
  end loop;
  foreach v_id in array p_endpoints loop
    v_endpoint := cutover_agent.endpoint(v_id);
    select * into v_block from cutover_agent.blocks where endpoint_id = v_id;
    -- Under the lock nobody is writing; if the block is still ours and has not run out, nobody has written since it began.
    if p_need_block and (v_block.token is distinct from p_token or v_block.expires_at <= clock_timestamp()) then
      raise exception using errcode = 'CT602',
        message = format('The block on %I.%I ran out or was taken over before the flip.', v_endpoint.schema_name, v_endpoint.table_name),
        hint = 'Nothing was switched. Execute again; give the block more time if the drain is slow.';
    end if;
    insert into cutover_agent.blocks (endpoint_id, token, expires_at, epoch, reason)
    values (v_id, p_token, null, nextval('cutover_agent.block_epoch'), p_reason)
    on conflict (endpoint_id) do update set token = excluded.token, expires_at = null, epoch = excluded.epoch, reason = excluded.reason;
    perform cutover_agent.set_triggers(v_endpoint, 'capture', false);
    perform cutover_agent.suspend_triggers(v_endpoint);
  end loop;
end
$$;

comment on function cutover_agent.become_receiver(uuid[], uuid, text, boolean) is 'From now on only the applier writes these tables: guard for good, capture off, user triggers suspended. With p_need_block it raises CT602 unless the block with this token has held without a gap. Safe to repeat.';
