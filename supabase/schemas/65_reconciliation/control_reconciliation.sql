create or replace function cutover_private.control_reconciliation(p_arguments jsonb, p_action text)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid := cutover_private.argument_uuid(p_arguments, 'job');
  v_reason text := cutover_private.argument_text(p_arguments, 'reason', p_action <> 'resume', 2000);
  v_actor text := (select a.subject from cutover_private.actor() a);
  v_job cutover.reconciliation_jobs;
begin
  -- Waits for a worker that plans, judges or completes the job. One that is at a chunk goes on, and its chunk counts.
  select * into v_job from cutover.reconciliation_jobs where id = v_id for update;
  if not found then
    perform cutover_private.fail('CT012', format('There is no reconciliation job %s.', v_id), null, 'cutover.reconciliation_jobs lists them.');
  end if;
  if p_action = 'pause' and v_job.status not in ('queued', 'running') or p_action = 'resume' and v_job.status <> 'paused' or v_job.finished_at is not null then
    perform cutover_private.fail('CT201', format('The job is %s.', v_job.status));
  end if;
  case p_action
    when 'pause' then
      update cutover.reconciliation_jobs set status = 'paused', paused_at = clock_timestamp(), stopped_by = v_actor, stop_reason = v_reason
      where id = v_id returning * into v_job;
    when 'resume' then
      update cutover.reconciliation_jobs
      set status = case when started_at is null then 'queued' else 'running' end, retry_at = null, paused_at = null, stopped_by = null, stop_reason = null,
        paused_seconds = paused_seconds + case when started_at is null then 0 else extract(epoch from clock_timestamp() - paused_at) end
      where id = v_id returning * into v_job;
    else
      update cutover.reconciliation_jobs set status = 'cancelled', finished_at = clock_timestamp(), retry_at = null, paused_at = null, gives_way_since = null,
        stopped_by = v_actor, stop_reason = v_reason
      where id = v_id returning * into v_job;
      delete from cutover_private.reconciliation_suspects where job_id = v_id;
  end case;
  return jsonb_build_object('job', v_id, 'table', (select t.name from cutover.cutover_tables t where t.id = v_job.table_id), 'kind', v_job.kind,
    'status', v_job.status, 'chunks_done', v_job.chunks_done, 'chunks_total', v_job.chunks_total);
end
$$;

revoke all on function cutover_private.control_reconciliation(jsonb, text) from public;
comment on function cutover_private.control_reconciliation(jsonb, text) is 'Pauses, resumes or cancels the job that the arguments {job, reason} name. Drift that it had confirmed by then stays open. Raises CT001, CT012, CT201.';
