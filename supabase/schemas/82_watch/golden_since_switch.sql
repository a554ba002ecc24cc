create or replace function cutover_private.golden_since_switch(p_metric text, p_table cutover.cutover_tables, out value numeric, out evidence jsonb)
returns record
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  -- The same hysteresis as with reports: the best of the last three times. The baseline is what legacy took while it was the truth.
  with queries as (
    select quote_ident(q.name) as name, b.p95_ms, n.best_ms
    from cutover.golden_queries q
    cross join lateral (
      select case when count(*) >= 3 then percentile_disc(0.95) within group (order by r.legacy_ms) end as p95_ms
      from (
        select g.legacy_ms from cutover.golden_query_runs g
        where g.query_id = q.id and g.legacy_ms is not null and g.finished_at < p_table.cutover_at and g.finished_at > p_table.cutover_at - interval '7 days'
        order by g.finished_at desc limit 20
      ) r
    ) b
    cross join lateral (
      select case when count(*) = 3 then min(r.supabase_ms) end as best_ms
      from (
        select g.supabase_ms from cutover.golden_query_runs g
        where g.query_id = q.id and g.supabase_ms is not null and g.finished_at > greatest(p_table.cutover_at, clock_timestamp() - interval '1 hour')
        order by g.finished_at desc limit 3
      ) r
    ) n
    where q.group_id = p_table.group_id and q.ended_at is null
  ), judged as (
    select q.*, case p_metric
      when 'recent_p95_seconds' then round(q.best_ms / 1000, 4)
      when 'p95_worse_percent' then case
        when q.best_ms - q.p95_ms < cutover_private.setting('golden_latency_floor_ms')::text::numeric then 0
        else round((q.best_ms / greatest(q.p95_ms, 1) - 1) * 100, 4) end
      end as value
    from queries q
  )
  select max(j.value), case when count(*) > 0 then jsonb_build_object('golden_queries', jsonb_object_agg(j.name, jsonb_build_object(
    'baseline_p95_ms', j.p95_ms, 'best_of_three_ms', j.best_ms, 'value', j.value))) else '{}' end
  from judged j
$$;

revoke all on function cutover_private.golden_since_switch(text, cutover.cutover_tables) from public;
comment on function cutover_private.golden_since_switch(text, cutover.cutover_tables) is 'What the golden queries of a group say about its latency since the switch, where no application reports it: the slowest of them, by the best of its last three times on supabase, against the 95th percentile on legacy before. Null: not run often enough on either side of the switch.';
