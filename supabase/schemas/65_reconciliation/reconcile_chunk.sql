create or replace function cutover_private.reconcile_chunk(p_job uuid default null)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job cutover.reconciliation_jobs;
  v_table cutover.cutover_tables;
  v_chunk cutover_private.reconciliation_chunks;
  v_state text;
  v_message text;
begin
  select c.* into v_chunk
  from cutover_private.reconciliation_chunks c join cutover.reconciliation_jobs j on j.id = c.job_id
  where c.status = 'queued' and j.status = 'running'
    and (j.id = p_job or p_job is null and coalesce(j.retry_at, '-infinity') <= clock_timestamp())
  order by j.created_at, j.id, c.number
  limit 1
  for update of c skip locked;
  if found then
    select * into strict v_job from cutover.reconciliation_jobs where id = v_chunk.job_id;
  else
    -- No chunk is free: one of these is to be planned, or all its chunks are done and the suspects are left.
    select j.* into v_job
    from cutover.reconciliation_jobs j
    where j.kind <> 'integrity' and j.status in ('queued', 'running')
      and (j.id = p_job or p_job is null and coalesce(j.retry_at, '-infinity') <= clock_timestamp())
      and not exists (select from cutover_private.reconciliation_chunks c where c.job_id = j.id and c.status = 'queued')
      and (j.status = 'queued'
        or not exists (select from cutover_private.reconciliation_suspects s where s.job_id = j.id and s.verdict is null)
        or exists (select from cutover_private.reconciliation_suspects s where s.job_id = j.id and s.verdict is null and s.due_at <= clock_timestamp()))
    order by j.created_at, j.id
    limit 1
    for update skip locked;
    if not found then
      return false;
    end if;
    -- Another worker may have planned it since this statement's snapshot; only now, under the row's lock, is the answer good.
    if exists (select from cutover_private.reconciliation_chunks c where c.job_id = v_job.id and c.status = 'queued') then
      return true;
    end if;
  end if;
  select * into strict v_table from cutover.cutover_tables where id = v_job.table_id;

  begin
    if v_chunk.job_id is not null then
      perform cutover_private.compare_chunk(v_chunk, v_table);
    elsif v_job.status = 'queued' then
      perform cutover_private.plan_reconciliation(v_job.id);
    elsif exists (select from cutover_private.reconciliation_suspects s where s.job_id = v_job.id and s.verdict is null) then
      -- Waits in line: whoever only ever tries would find the applier at work for ever.
      perform set_config('lock_timeout', '2s', true);
      perform pg_advisory_xact_lock(cutover_private.group_lock_key(v_table.group_id));
      perform cutover_private.recheck_suspects(v_job.id);
    else
      perform cutover_private.finish_reconciliation(v_job.id);
    end if;
    return true;
  -- A statement_timeout of the project as well: tried again for ever, it would hold up all that comes after.
  exception when query_canceled or others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
  end;

  if v_chunk.job_id is not null then
    update cutover_private.reconciliation_chunks set attempts = attempts + 1 where job_id = v_chunk.job_id and number = v_chunk.number;
  end if;
  perform cutover_private.defer_job(v_job.id, v_state, v_message);
  -- Other jobs may still find their servers; for this one it is over until later.
  return p_job is null;
end
$$;

revoke all on function cutover_private.reconcile_chunk(uuid) from public;
comment on function cutover_private.reconcile_chunk(uuid) is 'One unit of work on the oldest job, or on p_job: plans it, compares one chunk, looks again at up to 1000 suspects (holding the group''s lock until the transaction ends), or completes it. Returns whether it did something. An unreachable legacy server leaves the work queued, with the error on the job; the third failure of another kind fails the job.';
