create or replace function cutover_private.judge_shadow_reads(p_reads cutover.shadow_reads)
returns table (rule_id text, value numeric, threshold numeric, sample bigint, passed boolean)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select r.id, m.value, coalesce(o.threshold, r.threshold), m.sample,
    case r.comparator when '>=' then m.value >= coalesce(o.threshold, r.threshold) else m.value <= coalesce(o.threshold, r.threshold) end
  from (
    select 'shadow_agreement_percent' as metric, p_reads.agreed + p_reads.mismatched as sample,
      round(p_reads.agreed * 100.0 / nullif(p_reads.agreed + p_reads.mismatched, 0), 4) as value
    union all
    -- Of supabase alone: going back to a legacy server that is away would help nobody.
    select 'shadow_error_percent', e.reads, round(p_reads.supabase_errors * 100.0 / nullif(e.reads, 0), 4)
    from (select p_reads.agreed + p_reads.mismatched + p_reads.lagging + p_reads.known + p_reads.supabase_errors as reads) e
    union all
    select 'shadow_latency_percent', p_reads.latency_sample,
      case when p_reads.supabase_p95_ms - p_reads.legacy_p95_ms < cutover_private.setting('shadow_latency_floor_ms')::text::numeric then 0
        else round((p_reads.supabase_p95_ms / nullif(p_reads.legacy_p95_ms, 0) - 1) * 100, 1) end
  ) m
  join cutover.rules r on r.metric = m.metric and r.phase = 'reads'
  left join cutover.rule_overrides o on o.rule_id = r.id and o.table_id = p_reads.table_id
  where m.sample > 0 and m.value is not null
$$;

revoke all on function cutover_private.judge_shadow_reads(cutover.shadow_reads) from public;
comment on function cutover_private.judge_shadow_reads(cutover.shadow_reads) is 'Judges shadow reads, a window or the sum of several, by the rules of phase reads. No row for a rule that nothing was measured for.';
