create or replace function cutover_private.finish_slice(p_job_id uuid)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  -- Only now: a job that fails or is cancelled leaves its slice to the next one.
  with slice as (
    select j.table_id, greatest(j.rows_legacy, j.rows_supabase) as rows, clock_timestamp() as ended_at,
      (select c.through_key from cutover_private.reconciliation_chunks c where c.job_id = j.id order by c.number desc limit 1) as through_key
    from cutover.reconciliation_jobs j
    where j.id = p_job_id and j.kind = 'incremental' and exists (select from cutover_private.reconciliation_chunks c where c.job_id = j.id)
  )
  update cutover.reconciliation_slices s
  set after_key = n.through_key,
    rows_done = case when n.through_key is not null then s.rows_done + n.rows else 0 end,
    cycle_started_at = case when n.through_key is not null then s.cycle_started_at else n.ended_at end,
    last_cycle_rows = case when n.through_key is not null then s.last_cycle_rows else s.rows_done + n.rows end,
    last_cycle_started_at = case when n.through_key is not null then s.last_cycle_started_at else s.cycle_started_at end,
    last_cycle_ended_at = case when n.through_key is not null then s.last_cycle_ended_at else n.ended_at end
  from slice n
  where s.table_id = n.table_id;
$$;

revoke all on function cutover_private.finish_slice(uuid) from public;
comment on function cutover_private.finish_slice(uuid) is 'Moves a table''s slices on to where a completed incremental job has come; at the end of the table a new cycle begins.';
