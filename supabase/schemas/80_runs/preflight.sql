create or replace function cutover_private.preflight(p_run cutover.cutover_runs)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_started timestamptz := clock_timestamp();
  v_pass record;
  v_verified integer;
  v_rate numeric := 5000;
  v_waiting bigint;
begin
  if p_run.mode = 'drain' then
    -- Most of the backlog goes before writers have to wait. Whether the rest fits into the pause is a matter of time, not
    -- of rows: judged by the rate at which this very round went.
    select * into v_pass from cutover_private.apply_pass(p_run.group_id, 5000);
    v_verified := cutover_private.verify_pass(p_run.group_id, 5000);
    if v_pass.applied + v_verified >= 500 then
      v_rate := (v_pass.applied + v_verified) / greatest(extract(epoch from clock_timestamp() - v_started), 0.001);
    end if;
    v_waiting := 2 * (select b.entries from cutover_private.backlog(p_run.group_id) b) + (
      select count(*) from cutover_private.verify_queue q join cutover.cutover_tables t on t.id = q.table_id where t.group_id = p_run.group_id);
    if v_waiting / v_rate * 1000 > cutover_private.setting('target_pause_ms')::text::numeric then
      return false;
    end if;
  end if;
  if p_run.kind = 'cutover' then
    if not (cutover_private.capabilities((select g.source_id from cutover.table_groups g where g.id = p_run.group_id))).captures_changes
      and not cutover_private.catch_up(p_run)
    then
      return false;
    end if;
    perform cutover_private.require_flag((select g from cutover.table_groups g where g.id = p_run.group_id));
    perform cutover_private.require_current_catalog(p_run.group_id);
    perform cutover_private.require_gates(cutover_private.skip_gates(cutover_private.evaluate_gates(p_run.group_id, false), p_run.skipped_rules));
  end if;
  return true;
end
$$;

revoke all on function cutover_private.preflight(cutover.cutover_runs) from public;
comment on function cutover_private.preflight(cutover.cutover_runs) is 'Works the backlog down and judges the gates before anything is locked. True: what is left fits into the pause (setting target_pause_ms), the switch may begin; false: call again. Raises CT202, CT206, CT209, CT402, CT501, CT604.';
