create or replace function cutover_private.preflight(p_run cutover.cutover_runs)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_backlog record;
  v_unverified integer;
begin
  if p_run.mode = 'drain' then
    -- Most of the backlog goes before writers have to wait, so that the pause is short.
    perform cutover_private.apply_pass(p_run.group_id, 5000);
    perform cutover_private.verify_pass(p_run.group_id, 5000);
    select * into v_backlog from cutover_private.backlog(p_run.group_id);
    select count(*) into v_unverified from cutover_private.verify_queue q join cutover.cutover_tables t on t.id = q.table_id where t.group_id = p_run.group_id;
    if v_backlog.entries > 1000 or v_unverified > 2000 then
      return false;
    end if;
  end if;
  if p_run.kind = 'cutover' then
    perform cutover_private.require_gates(cutover_private.evaluate_gates(p_run.group_id, false));
  end if;
  return true;
end
$$;

revoke all on function cutover_private.preflight(cutover.cutover_runs) from public;
comment on function cutover_private.preflight(cutover.cutover_runs) is 'Works the backlog down and judges the gates before anything is locked. True: the switch may begin; false: more backlog than the pause allows, call again. Raises CT206, CT209, CT501.';
