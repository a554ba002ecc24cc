create or replace function cutover_private.recheck_suspects(p_job_id uuid, p_limit integer default 1000)
returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job cutover.reconciliation_jobs;
  v_table cutover.cutover_tables;
  v_keys text[];
  v_drift_keys text[];
  v_drift_kinds text[];
  v_drift_columns text[];
begin
  select * into strict v_job from cutover.reconciliation_jobs where id = p_job_id;
  select * into strict v_table from cutover.cutover_tables where id = v_job.table_id;
  select array_agg(s.key) into v_keys
  from (
    select s.key from cutover_private.reconciliation_suspects s
    where s.job_id = p_job_id and s.verdict is null and s.due_at <= clock_timestamp()
    order by s.due_at
    limit p_limit
  ) s;
  if v_keys is null then
    return false;
  end if;

  with compared as materialized (
    select c.* from cutover_private.compare_keys(v_table, v_keys) c
  ), judged as (
    update cutover_private.reconciliation_suspects s
    set strikes = s.strikes + case when c.kind is null or c.pending then 0 else 1 end,
      due_at = clock_timestamp() + interval '1 second',
      verdict = case when c.known then 'known' when c.kind is null then 'healed' when c.pending then 'lagging' when s.strikes > 0 then c.kind end,
      in_legacy = c.in_legacy,
      in_supabase = c.in_supabase
    from compared c
    where s.job_id = p_job_id and s.key_digest = cutover_private.key_digest(c.key)
    returning s.key, s.verdict
  ), queue as (
    -- Nothing is left to verify for these; what is lagging or has one strike stays.
    delete from cutover_private.verify_queue q using judged j
    where q.table_id = v_table.id and q.key_digest = cutover_private.key_digest(j.key) and j.verdict <> 'lagging'
  ), resolved as (
    update cutover.drifted_rows d set resolved_at = clock_timestamp()
    from judged j
    where j.verdict in ('healed', 'known') and d.table_id = v_table.id and d.key_digest = cutover_private.key_digest(j.key) and d.resolved_at is null
  )
  select array_agg(c.key), array_agg(c.kind), array_agg(c.columns::text) into v_drift_keys, v_drift_kinds, v_drift_columns
  from compared c join judged j on j.key = c.key
  where j.verdict in ('missing', 'extra', 'mismatched');
  if v_drift_keys is not null then
    perform cutover_private.record_drift(v_table.id, p_job_id, v_drift_keys, v_drift_kinds, v_drift_columns);
  end if;
  update cutover.reconciliation_jobs set error = null, retry_at = null where id = p_job_id and error is not null;
  return true;
end
$$;

revoke all on function cutover_private.recheck_suspects(uuid, integer) from public;
comment on function cutover_private.recheck_suspects(uuid, integer) is 'Second look at up to p_limit suspects of a job: equal now: healed; different as it may be: known; still in the journal: lag; different twice: drift. The caller holds the group''s lock. False if none is due. Raises CT5xx.';
