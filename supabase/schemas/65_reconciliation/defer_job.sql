create or replace function cutover_private.defer_job(p_job_id uuid, p_state text, p_message text)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job cutover.reconciliation_jobs;
begin
  -- Other messages than our own may quote a value; the code has to do. What an operator has cancelled meanwhile stays cancelled.
  update cutover.reconciliation_jobs j
  set error = jsonb_build_object('code', p_state, 'message', case when p_state like 'CT%' then left(p_message, 300) end, 'at', clock_timestamp()),
    retry_at = clock_timestamp() + case when p_state in ('CT601', '55P03') then interval '1 second' else interval '10 seconds' end,
    failures = j.failures + case when p_state ~ '^CT5|^CT601|^CT212|^55P03|^40' then 0 else 1 end
  where j.id = p_job_id and j.finished_at is null
  returning j.* into v_job;
  if v_job.failures >= 3 then
    update cutover.reconciliation_jobs set status = 'failed', finished_at = clock_timestamp(), retry_at = null, paused_at = null where id = v_job.id;
    delete from cutover_private.reconciliation_suspects where job_id = v_job.id;
    perform cutover_private.audit('reconciliation.fail', 'failed', 'table', (select t.name from cutover.cutover_tables t where t.id = v_job.table_id),
      jsonb_build_object('job', v_job.id, 'kind', v_job.kind, 'code', p_state));
  end if;
end
$$;

revoke all on function cutover_private.defer_job(uuid, text, text) from public;
comment on function cutover_private.defer_job(uuid, text, text) is 'Notes why a job could not go on, and when it is tried again. An unreachable legacy server or a lock only makes it wait; the third failure of another kind fails it.';
