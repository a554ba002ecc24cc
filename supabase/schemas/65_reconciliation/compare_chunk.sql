create or replace function cutover_private.compare_chunk(p_chunk cutover_private.reconciliation_chunks, p_table cutover.cutover_tables)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_started timestamptz := clock_timestamp();
  v_rows_legacy bigint;
  v_rows_supabase bigint;
  v_keys text[];
  v_suspects bigint;
begin
  p_chunk := cutover_private.shorten_chunk(p_chunk, p_table);
  if not cutover_private.is_remote(p_table.source_id, 'legacy') and cutover_agent.can_join(p_table.legacy_endpoint, p_table.supabase_endpoint) then
    select c.rows_legacy, c.rows_supabase, c.keys into v_rows_legacy, v_rows_supabase, v_keys
    from cutover_agent.compare_range(p_table.legacy_endpoint, p_table.supabase_endpoint, p_chunk.after_key, p_chunk.through_key) c;
  else
    select c.rows_legacy, c.rows_supabase, c.keys into v_rows_legacy, v_rows_supabase, v_keys
    from cutover_private.compare_checksums(p_chunk, p_table) c;
  end if;
  -- Not judged here: a row may just be on its way. recheck_suspects looks again, with the applier kept out.
  insert into cutover_private.reconciliation_suspects (job_id, key, strikes)
  select p_chunk.job_id, k, 1 from unnest(v_keys) as k
  on conflict (job_id, key_digest) do nothing;
  get diagnostics v_suspects = row_count;

  update cutover_private.reconciliation_chunks
  set status = 'done', rows_legacy = v_rows_legacy, rows_supabase = v_rows_supabase, suspects = v_suspects,
    milliseconds = round(extract(epoch from clock_timestamp() - v_started) * 1000, 1), finished_at = clock_timestamp()
  where job_id = p_chunk.job_id and number = p_chunk.number;
  update cutover.reconciliation_jobs
  set chunks_done = chunks_done + 1, rows_legacy = rows_legacy + v_rows_legacy, rows_supabase = rows_supabase + v_rows_supabase,
    error = null, retry_at = null
  where id = p_chunk.job_id;
end
$$;

revoke all on function cutover_private.compare_chunk(cutover_private.reconciliation_chunks, cutover.cutover_tables) from public;
comment on function cutover_private.compare_chunk(cutover_private.reconciliation_chunks, cutover.cutover_tables) is 'Compares a key range: by one join where both sides are tables of this database, else by checksums; keys that differ become suspects of the job. Raises CT5xx.';
