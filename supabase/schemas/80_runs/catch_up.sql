create or replace function cutover_private.catch_up(p_run cutover.cutover_runs)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_until timestamptz := clock_timestamp() + interval '1 second';
  v_table cutover.cutover_tables;
  v_job cutover.reconciliation_jobs;
  v_pass record;
  v_after bigint := 0;
  v_finished boolean := true;
  v_marked integer := 0;
begin
  -- Nothing is noted when this source is written. What changed since the last comparison is found by another one.
  for v_table in select * from cutover.cutover_tables where group_id = p_run.group_id order by position, name loop
    select * into v_job from cutover.reconciliation_jobs j
    where j.table_id = v_table.id and j.kind = 'full' and j.trigger = 'run' and j.created_at >= p_run.requested_at
    order by j.created_at desc limit 1;
    if v_job.id is null then
      -- One that began before the run is finished first.
      v_job.id := cutover_private.start_reconciliation(v_table.id, 'full', 'run');
      select * into strict v_job from cutover.reconciliation_jobs j where j.id = v_job.id;
    end if;
    while v_job.finished_at is null and clock_timestamp() < v_until and cutover_private.reconcile_chunk(v_job.id) loop
      select * into strict v_job from cutover.reconciliation_jobs j where j.id = v_job.id;
    end loop;
    select * into strict v_job from cutover.reconciliation_jobs j where j.id = v_job.id;
    if v_job.status in ('failed', 'cancelled') then
      perform cutover_private.fail('CT604', format('Table %s could not be compared.', quote_ident(v_table.name)), v_job.error ->> 'code',
        'Nothing was switched. cutover.reconciliation_jobs has the error.');
    end if;
    v_finished := v_finished and v_job.status = 'completed' and v_job.created_at >= p_run.requested_at;
  end loop;
  if not v_finished then
    return false;
  end if;
  for v_table in select * from cutover.cutover_tables where group_id = p_run.group_id order by position, name loop
    v_marked := v_marked + cutover_private.mark_drift(v_table);
  end loop;
  while v_marked > 0 loop
    select * into v_pass from cutover_private.apply_pass(p_run.group_id, 5000, v_after);
    exit when v_pass.highest_id is null;
    v_after := v_pass.highest_id;
    perform cutover_private.verify_pass(p_run.group_id, 5000);
  end loop;
  return true;
end
$$;

revoke all on function cutover_private.catch_up(cutover.cutover_runs) from public;
comment on function cutover_private.catch_up(cutover.cutover_runs) is 'For a legacy source without capture: compares the group in full since the run was requested and carries over what differs, before writers or readers have to wait. True: done; false: call again. Raises CT604.';
