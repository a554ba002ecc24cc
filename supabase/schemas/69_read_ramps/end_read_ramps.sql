create or replace function cutover_private.end_read_ramps(p_table_ids bigint[], p_reason text)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_ramp record;
  v_ended integer := 0;
begin
  for v_ramp in
    update cutover.read_ramps r set status = 'cancelled', finished_at = clock_timestamp(), next_at = null, waits_for = null,
      stopped_by = (select a.subject from cutover_private.actor() a), stop_reason = p_reason
    from cutover.cutover_tables t
    where t.id = r.table_id and r.table_id = any (p_table_ids) and r.finished_at is null
    returning r.id, r.step, t.name
  loop
    perform cutover_private.audit('read_ramp.end', 'done', 'table', v_ramp.name, jsonb_build_object('ramp', v_ramp.id, 'step', v_ramp.step, 'reason', p_reason));
    v_ended := v_ended + 1;
  end loop;
  return v_ended;
end
$$;

revoke all on function cutover_private.end_read_ramps(bigint[], text) from public;
comment on function cutover_private.end_read_ramps(bigint[], text) is 'Ends the ramps of these tables that are under way. Returns how many.';
