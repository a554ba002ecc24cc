create or replace function cutover_private.shorten_chunk(p_chunk cutover_private.reconciliation_chunks, p_table cutover.cutover_tables)
returns cutover_private.reconciliation_chunks
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows integer := cutover_private.chunk_rows(p_table.id);
  v_end text[];
begin
  -- The slices of an incremental job are cut with the rate known, and their order says how far they have come.
  if v_rows > p_chunk.rows_planned / 2 or not cutover_private.has_alike_ranges(p_table)
    or not exists (select from cutover.reconciliation_jobs j where j.id = p_chunk.job_id and j.kind = 'full')
  then
    return p_chunk;
  end if;
  select r.value::text[] into v_end
  from cutover_private.agent_query(p_table.source_id, p_table.write_source, format('select cutover_agent.key_at(%L, %L, %L, %s)::text',
    case p_table.write_source when 'legacy' then p_table.legacy_endpoint else p_table.supabase_endpoint end, p_chunk.after_key, p_chunk.through_key, v_rows)) as r(value);
  if v_end is null or v_end is not distinct from p_chunk.through_key then
    return p_chunk;
  end if;
  insert into cutover_private.reconciliation_chunks (job_id, number, after_key, through_key, rows_planned)
  select p_chunk.job_id, max(c.number) + 1, v_end, p_chunk.through_key, p_chunk.rows_planned - v_rows
  from cutover_private.reconciliation_chunks c where c.job_id = p_chunk.job_id;
  update cutover.reconciliation_jobs set chunks_total = chunks_total + 1 where id = p_chunk.job_id;
  update cutover_private.reconciliation_chunks set through_key = v_end, rows_planned = v_rows
  where job_id = p_chunk.job_id and number = p_chunk.number
  returning * into p_chunk;
  return p_chunk;
end
$$;

revoke all on function cutover_private.shorten_chunk(cutover_private.reconciliation_chunks, cutover.cutover_tables) from public;
comment on function cutover_private.shorten_chunk(cutover_private.reconciliation_chunks, cutover.cutover_tables) is 'The chunk of a full job, cut to what can be compared in reconciliation_chunk_ms, if that is less than half of it; the rest is queued as another chunk. Raises CT5xx.';
