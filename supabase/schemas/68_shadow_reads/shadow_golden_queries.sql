create or replace function cutover_private.shadow_golden_queries(p_table cutover.cutover_tables, p_started_at timestamptz)
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_budget numeric := cutover_private.setting('shadow_read_budget_ms')::text::numeric;
  v_before timestamptz := (select max(w.started_at) from cutover.shadow_reads w where w.table_id = p_table.id and w.started_at < p_started_at);
  v_fitting bigint[];
  v_dropped integer;
begin
  -- Queries have a worker and a time limit of their own; here is counted what came of those that the windows before have begun.
  update cutover.shadow_reads w
  set agreed = w.agreed + g.agreed, mismatched = w.mismatched + g.mismatched, lagging = w.lagging + g.lagging,
    legacy_errors = w.legacy_errors + g.legacy_errors, supabase_errors = w.supabase_errors + g.supabase_errors
  from (
    select count(*) filter (where r.verdict = 'equal') as agreed, count(*) filter (where r.verdict = 'different') as mismatched,
      count(*) filter (where r.verdict = 'lagging') as lagging,
      count(*) filter (where r.verdict = 'failed' and r.error ->> 'side' = 'legacy') as legacy_errors,
      count(*) filter (where r.verdict = 'failed' and r.error ->> 'side' is distinct from 'legacy') as supabase_errors
    from cutover.golden_query_runs r join cutover.golden_queries q on q.id = r.query_id
    where q.group_id = p_table.group_id and r.trigger = 'shadow' and r.finished_at > v_before and r.finished_at <= p_started_at
  ) g
  where w.table_id = p_table.id and w.started_at = p_started_at;

  with queries as (
    select q.id, coalesce(sum(l.milliseconds) over (order by l.milliseconds nulls first, q.id), 0) <= v_budget as fits
    from cutover.golden_queries q
    left join lateral (
      select r.legacy_ms + r.supabase_ms as milliseconds from cutover.golden_query_runs r
      where r.query_id = q.id and r.verdict is not null order by r.finished_at desc limit 1
    ) l on true
    where q.group_id = p_table.group_id and q.ended_at is null
  )
  select array_agg(q.id) filter (where q.fits), count(*) filter (where not q.fits) into v_fitting, v_dropped from queries q;
  perform cutover_private.start_golden_queries(v_fitting, 'shadow');
  if v_dropped > 0 then
    update cutover.shadow_reads set dropped = dropped + v_dropped where table_id = p_table.id and started_at = p_started_at;
  end if;
end
$$;

revoke all on function cutover_private.shadow_golden_queries(cutover.cutover_tables, timestamptz) from public;
comment on function cutover_private.shadow_golden_queries(cutover.cutover_tables, timestamptz) is 'Counts the golden queries of the table''s group that were run for shadow reads since the window before, and queues the next runs. Those that took longer than the budget of a window when they were last run keep to their daily run, and count as dropped.';
