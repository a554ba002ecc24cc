create or replace function cutover_private.integrity_step(p_job uuid default null)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job cutover.reconciliation_jobs;
  v_table cutover.cutover_tables;
  v_check cutover.integrity_checks;
  v_state text;
  v_message text;
begin
  select c.* into v_check
  from cutover.integrity_checks c join cutover.reconciliation_jobs j on j.id = c.job_id
  where c.verdict is null and c.due_at <= clock_timestamp() and j.status = 'running'
    and (j.id = p_job or p_job is null and coalesce(j.retry_at, '-infinity') <= clock_timestamp())
  order by j.created_at, j.id, c.number
  limit 1
  for update of c skip locked;
  if found then
    select * into strict v_job from cutover.reconciliation_jobs where id = v_check.job_id;
  else
    select j.* into v_job
    from cutover.reconciliation_jobs j
    where j.kind = 'integrity' and (j.id = p_job or p_job is null and coalesce(j.retry_at, '-infinity') <= clock_timestamp())
      and (j.status = 'queued' or j.status = 'running' and not exists (select from cutover.integrity_checks c where c.job_id = j.id and c.verdict is null))
    order by j.created_at, j.id
    limit 1
    for update skip locked;
    if not found then
      return false;
    end if;
    -- Another worker may have planned it since this statement's snapshot.
    if v_job.status = 'running' and exists (select from cutover.integrity_checks c where c.job_id = v_job.id and c.verdict is null) then
      return true;
    end if;
  end if;
  select * into strict v_table from cutover.cutover_tables where id = v_job.table_id;
  begin
    if v_check.job_id is not null then
      perform cutover_private.check_integrity(v_check, v_table);
    elsif v_job.status = 'queued' then
      perform cutover_private.plan_integrity(v_job.id);
    else
      perform cutover_private.finish_integrity(v_job.id);
    end if;
    return true;
  -- A statement_timeout of the project as well: tried again for ever, it would hold up all that comes after.
  exception when query_canceled or others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
  end;
  perform cutover_private.defer_job(v_job.id, v_state, v_message);
  return p_job is null;
end
$$;

revoke all on function cutover_private.integrity_step(uuid) from public;
comment on function cutover_private.integrity_step(uuid) is 'One unit of work on the oldest integrity job, or on p_job: plans it, makes one check, or completes it. Returns whether it did something. Failures are treated as those of a comparison are.';
