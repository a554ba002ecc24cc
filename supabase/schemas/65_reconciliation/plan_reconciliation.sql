create or replace function cutover_private.plan_reconciliation(p_job_id uuid)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_job cutover.reconciliation_jobs;
  v_table cutover.cutover_tables;
  v_endpoint uuid;
  v_bounds text[];
  v_rows bigint;
  v_chunk_rows integer;
begin
  select * into strict v_job from cutover.reconciliation_jobs where id = p_job_id;
  select * into strict v_table from cutover.cutover_tables where id = v_job.table_id;
  v_endpoint := case v_table.write_source when 'legacy' then v_table.legacy_endpoint else v_table.supabase_endpoint end;

  if v_job.kind = 'full' then
    if cutover_private.has_alike_ranges(v_table) then
      v_chunk_rows := cutover_private.chunk_rows(v_table.id);
      select array_agg(r.value order by r.n) into v_bounds
      from cutover_private.agent_query(v_table.source_id, v_table.write_source,
        format('select b::text from cutover_agent.chunk_bounds(%L, %s) b', v_endpoint, v_chunk_rows), 600) with ordinality as r(value, n);
      v_rows := v_chunk_rows;
    else
      select r.value::bigint into v_rows
      from cutover_private.agent_query(v_table.source_id, v_table.write_source, format('select cutover_agent.count_rows(%L)::text', v_endpoint), 600) as r(value);
    end if;
    -- Open at both ends: a row before the first or after the last key of the truth belongs to a chunk, too.
    insert into cutover_private.reconciliation_chunks (job_id, number, after_key, through_key, rows_planned)
    select v_job.id, n + 1, v_bounds[n]::text[], v_bounds[n + 1]::text[], greatest(v_rows, 1)
    from generate_series(0, coalesce(cardinality(v_bounds), 0)) as n;
  else
    insert into cutover_private.reconciliation_suspects (job_id, key, strikes)
    select v_job.id, q.key, q.strikes from cutover_private.verify_queue q where q.table_id = v_table.id;
    perform cutover_private.plan_slice(v_job.id, v_table);
  end if;
  -- Open drift is looked at by every job: what has been put right since gets resolved.
  insert into cutover_private.reconciliation_suspects (job_id, key, strikes)
  select v_job.id, d.key::text, 1 from cutover.drifted_rows d where d.table_id = v_table.id and d.resolved_at is null
  on conflict (job_id, key_digest) do update set strikes = 1;

  update cutover.reconciliation_jobs
  set status = 'running', started_at = clock_timestamp(), error = null, retry_at = null,
    chunks_total = (select count(*) from cutover_private.reconciliation_chunks c where c.job_id = v_job.id)
  where id = v_job.id;
end
$$;

revoke all on function cutover_private.plan_reconciliation(uuid) from public;
comment on function cutover_private.plan_reconciliation(uuid) is 'Cuts a queued job into chunks and lists what it has to look at by key. Keys that the two servers may sort differently make one chunk. Raises CT5xx.';
