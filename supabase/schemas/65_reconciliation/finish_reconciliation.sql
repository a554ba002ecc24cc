create or replace function cutover_private.finish_reconciliation(p_job_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job cutover.reconciliation_jobs;
  v_total record;
begin
  select count(*) as suspects,
    count(*) filter (where s.verdict = 'healed') as healed,
    count(*) filter (where s.verdict = 'known') as known,
    count(*) filter (where s.verdict = 'lagging') as lagging,
    count(*) filter (where s.verdict = 'missing') as missing,
    count(*) filter (where s.verdict = 'extra') as extra,
    count(*) filter (where s.verdict = 'mismatched') as mismatched,
    count(*) filter (where s.in_legacy) as in_legacy,
    count(*) filter (where s.in_supabase) as in_supabase
  into v_total
  from cutover_private.reconciliation_suspects s where s.job_id = p_job_id;

  perform cutover_private.finish_slice(p_job_id);
  update cutover.reconciliation_jobs j
  set status = 'completed', finished_at = clock_timestamp(), error = null, retry_at = null, gives_way_since = null,
    suspects = v_total.suspects, healed = v_total.healed, known = v_total.known, lagging = v_total.lagging,
    missing = v_total.missing, extra = v_total.extra, mismatched = v_total.mismatched,
    -- The slice, and what was looked at by key; a row that is in both counts twice.
    rows_legacy = j.rows_legacy + case j.kind when 'full' then 0 else v_total.in_legacy end,
    rows_supabase = j.rows_supabase + case j.kind when 'full' then 0 else v_total.in_supabase end
  where j.id = p_job_id
  returning j.* into v_job;
  update cutover.reconciliation_jobs j
  set drift_percent = cutover_private.drift_percent(j.missing + j.extra + j.mismatched, j.rows_legacy, j.rows_supabase)
  where j.id = p_job_id
  returning j.* into v_job;
  delete from cutover_private.reconciliation_suspects where job_id = p_job_id;

  if v_job.kind = 'full' or v_job.drift_percent > 0 then
    perform cutover_private.audit('reconciliation.complete', 'done', 'table', (select t.name from cutover.cutover_tables t where t.id = v_job.table_id),
      jsonb_build_object('job', v_job.id, 'kind', v_job.kind, 'rows_legacy', v_job.rows_legacy, 'rows_supabase', v_job.rows_supabase,
        'missing', v_job.missing, 'extra', v_job.extra, 'mismatched', v_job.mismatched, 'known', v_job.known, 'drift_percent', v_job.drift_percent),
      round(extract(epoch from v_job.finished_at - v_job.started_at) * 1000, 1));
  end if;
end
$$;

revoke all on function cutover_private.finish_reconciliation(uuid) from public;
comment on function cutover_private.finish_reconciliation(uuid) is 'Adds up what became of a job''s suspects and completes it.';
