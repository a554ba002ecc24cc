create or replace function cutover_private.chunk_rows(p_table_id bigint)
returns integer
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  with latest as (
    select greatest(c.rows_legacy, c.rows_supabase) as rows, c.milliseconds
    from (select j.id from cutover.reconciliation_jobs j where j.table_id = p_table_id order by j.created_at desc limit 5) j
    join cutover_private.reconciliation_chunks c on c.job_id = j.id
    -- What takes less says little of the rows: beginning and end are most of it.
    where c.status = 'done' and c.milliseconds >= 100
    order by c.finished_at desc
    limit 8
  ), rate as (
    select sum(l.rows) / nullif(sum(l.milliseconds), 0) as rows_per_ms from latest l
  )
  select greatest(1, least(cutover_private.setting('reconciliation_chunk_rows')::text::numeric, case
    when r.rows_per_ms is null then 'infinity'
    else greatest(500, r.rows_per_ms * cutover_private.setting('reconciliation_chunk_ms')::text::numeric) end))::integer
  from rate r
$$;

revoke all on function cutover_private.chunk_rows(bigint) from public;
comment on function cutover_private.chunk_rows(bigint) is 'How many rows of a table the next chunk should have: as many as its latest chunks compared in reconciliation_chunk_ms, 500 at least, and reconciliation_chunk_rows at most.';
