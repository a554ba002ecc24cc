create or replace function cutover_private.finish_integrity(p_job_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job cutover.reconciliation_jobs;
begin
  update cutover.reconciliation_jobs j
  set status = 'completed', finished_at = clock_timestamp(), error = null, retry_at = null, gives_way_since = null,
    findings = c.findings, lagging = c.lagging
  from (
    select count(*) filter (where verdict = 'failed') as findings, count(*) filter (where verdict = 'lagging') as lagging
    from cutover.integrity_checks where job_id = p_job_id
  ) c
  where j.id = p_job_id
  returning j.* into v_job;
  perform cutover_private.audit('reconciliation.complete', 'done', 'table', (select t.name from cutover.cutover_tables t where t.id = v_job.table_id),
    jsonb_build_object('job', v_job.id, 'kind', v_job.kind, 'checks', v_job.chunks_total, 'findings', v_job.findings, 'lagging', v_job.lagging),
    round(extract(epoch from v_job.finished_at - v_job.started_at) * 1000, 1));
end
$$;

revoke all on function cutover_private.finish_integrity(uuid) from public;
comment on function cutover_private.finish_integrity(uuid) is 'Adds up the verdicts of an integrity job and completes it.';
