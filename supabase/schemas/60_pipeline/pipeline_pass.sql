create or replace function cutover_private.pipeline_pass(p_group_id bigint)
returns integer
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_pass record;
  v_after bigint := 0;
  v_work integer := 0;
  v_pages integer := 0;
  v_asked boolean := false;
  v_started timestamptz := clock_timestamp();
begin
  if not cutover_private.try_lock_group(p_group_id) then
    return 0;
  end if;
  -- After an immediate rollback supabase's rows go first: what legacy's journal holds is how their conflicts are told.
  if exists (select from cutover.cutover_runs r where r.group_id = p_group_id and r.status = 'running' and r.step in ('release', 'replay')) then
    return 0;
  end if;
  loop
    v_pages := v_pages + 1;
    select * into v_pass from cutover_private.apply_pass(p_group_id, 2000, v_after, v_pages < 5, v_asked);
    v_work := v_work + v_pass.applied;
    v_asked := v_pass.asked;
    -- A page full of refused rows must not keep the rows behind it waiting.
    exit when not v_asked and (v_pass.highest_id is null or v_pass.applied > 0);
    v_after := v_pass.highest_id;
  end loop;
  -- Small pages say little about how fast many rows go.
  if v_work >= 500 then
    perform cutover_private.note_apply_rate(p_group_id, v_work, v_started);
  end if;
  if v_work < 2000 then
    v_work := v_work + cutover_private.verify_pass(p_group_id, 1000);
  end if;
  return v_work;
end
$$;

revoke all on function cutover_private.pipeline_pass(bigint) from public;
comment on function cutover_private.pipeline_pass(bigint) is 'One bounded round of apply and verify for a group. Returns how much was done; 0 also when another session is at work on the group.';
