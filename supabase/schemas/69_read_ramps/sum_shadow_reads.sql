create or replace function cutover_private.sum_shadow_reads(p_table_id bigint, p_since timestamptz)
returns cutover.shadow_reads
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_sum cutover.shadow_reads;
begin
  v_sum.table_id := p_table_id;
  select max(w.started_at), coalesce(sum(w.agreed), 0), coalesce(sum(w.mismatched), 0), coalesce(sum(w.lagging), 0), coalesce(sum(w.known), 0),
    coalesce(sum(w.compared), 0), coalesce(sum(w.legacy_errors), 0), coalesce(sum(w.supabase_errors), 0), coalesce(sum(w.dropped), 0),
    coalesce(sum(w.latency_sample), 0),
    -- Percentiles do not add up: what is usual among the windows.
    percentile_cont(0.5) within group (order by w.legacy_p95_ms), percentile_cont(0.5) within group (order by w.supabase_p95_ms)
  into v_sum.started_at, v_sum.agreed, v_sum.mismatched, v_sum.lagging, v_sum.known, v_sum.compared, v_sum.legacy_errors, v_sum.supabase_errors,
    v_sum.dropped, v_sum.latency_sample, v_sum.legacy_p95_ms, v_sum.supabase_p95_ms
  from cutover.shadow_reads w
  where w.table_id = p_table_id and w.finished_at is not null and w.started_at >= p_since;
  return v_sum;
end
$$;

revoke all on function cutover_private.sum_shadow_reads(bigint, timestamptz) from public;
comment on function cutover_private.sum_shadow_reads(bigint, timestamptz) is 'The finished windows of shadow reads of a table that began since then, as one; started_at is that of the last.';
