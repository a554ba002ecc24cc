create or replace function cutover_private.job_as_json(p_job cutover.reconciliation_jobs)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return (select to_jsonb(p_job) - array['table_id', 'failures'] || jsonb_build_object('job', p_job.id, 'table', t.name, 'condition', p.condition,
    'reason', p.reason,
    'percent', p.percent, 'rows_compared', p.rows_compared, 'rows_per_second', p.rows_per_second, 'seconds', p.seconds, 'finishes_at', p.finishes_at)
  from cutover.cutover_tables t
  left join cutover.reconciliation_progress p on p.job_id = p_job.id
  where t.id = p_job.table_id);
end
$$;

revoke all on function cutover_private.job_as_json(cutover.reconciliation_jobs) from public;
comment on function cutover_private.job_as_json(cutover.reconciliation_jobs) is 'A reconciliation job as the operations answer it: what it found, and how far it is.';
