create or replace function cutover_private.op_validate_data_consistency(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_until timestamptz := clock_timestamp() + interval '5 seconds';
  v_table cutover.cutover_tables;
  v_job cutover.reconciliation_jobs;
begin
  perform cutover_private.allow_arguments(p_arguments, 'table');
  v_table := cutover_private.find_table(cutover_private.argument_text(p_arguments, 'table', true, 63));
  perform cutover_private.require_read_committed();
  -- Somebody waits for the answer: a legacy server that hangs is given up with the look, not with the answer.
  perform cutover_private.limit_legacy_timeout(5);
  v_job.id := cutover_private.start_reconciliation(v_table.id, 'incremental', 'request');
  loop
    if not cutover_private.reconcile_chunk(v_job.id) then
      -- What differs is looked at again a second later; or another worker is at it.
      perform pg_sleep(0.1);
    end if;
    select * into strict v_job from cutover.reconciliation_jobs j where j.id = v_job.id;
    exit when v_job.status not in ('queued', 'running') or v_job.error ->> 'code' like 'CT5%' or clock_timestamp() > v_until;
  end loop;
  return cutover_private.consistency(v_table) || jsonb_strip_nulls(jsonb_build_object(
    'look', case when v_job.finished_at is null and v_job.error is null and v_job.status <> 'paused' then 'under way'
      when v_job.finished_at is null and v_job.status <> 'paused' then 'put off' else v_job.status end,
    'error', v_job.error, 'job', v_job.id));
end
$$;

revoke all on function cutover_private.op_validate_data_consistency(jsonb) from public;
comment on function cutover_private.op_validate_data_consistency(jsonb) is 'Operation validate_data_consistency {table}: takes an incremental look, for five seconds at most, and answers with verdict and age; a look that takes longer goes on without the caller. Raises CT001, CT002, CT213.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('validate_data_consistency', 'op_validate_data_consistency', 'operator', true, 'table', 'reconciliation.validate');
