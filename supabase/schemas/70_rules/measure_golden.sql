create or replace function cutover_private.measure_golden(p_metric text, p_group_id bigint, out value numeric, out evidence jsonb)
returns record
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_floor numeric := cutover_private.setting('golden_latency_floor_ms')::text::numeric;
begin
  with queries as (
    select q.id, quote_ident(q.name) as name, l.verdict, l.finished_at, l.legacy_scans, l.supabase_scans, t.legacy_p95, t.supabase_p95
    from cutover.golden_queries q
    left join lateral (
      -- One that met rows on their way has decided nothing.
      select r.* from cutover.golden_query_runs r
      where r.query_id = q.id and r.verdict in ('equal', 'different', 'failed') order by r.finished_at desc limit 1
    ) l on true
    left join lateral (
      -- Both sides in the same runs, one right after the other.
      select percentile_disc(0.95) within group (order by r.legacy_ms) as legacy_p95,
        percentile_disc(0.95) within group (order by r.supabase_ms) as supabase_p95
      from (
        select n.legacy_ms, n.supabase_ms from cutover.golden_query_runs n
        where n.query_id = q.id and n.supabase_ms is not null and n.legacy_ms is not null and n.finished_at > clock_timestamp() - interval '7 days'
        order by n.finished_at desc limit 20
      ) r
    ) t on true
    where q.group_id = p_group_id and q.ended_at is null
  ), judged as (
    select q.name, m.value, m.finding
    from queries q
    cross join lateral (
      select x.* from (
        select 'golden_queries_not_equal' as metric,
          case when q.verdict = 'equal' and q.finished_at > clock_timestamp() - interval '1 day' then 0 else 1 end::numeric as value,
          case when q.verdict is null then q.name || ': never run to an end'
            when q.verdict <> 'equal' then q.name || ': ' || q.verdict
            when q.finished_at <= clock_timestamp() - interval '1 day' then q.name || ': not run since yesterday' end as finding
        union all
        select 'golden_p95_seconds', round(q.supabase_p95 / 1000, 4), case when q.supabase_p95 >= 2000 then format('%s: %s ms', q.name, q.supabase_p95) end
        union all
        select 'golden_p95_worse_percent', w.percent,
          case when w.percent > 20 then format('%s: %s ms, on legacy %s ms', q.name, q.supabase_p95, q.legacy_p95) end
        from (
          select case when q.supabase_p95 - q.legacy_p95 < v_floor then 0
            else round((q.supabase_p95 / nullif(q.legacy_p95, 0) - 1) * 100, 1) end as percent
        ) w
        union all
        select 'golden_plan_scans', cardinality(s.tables), q.name || ': ' || array_to_string(s.tables, ', ')
        from (select case when q.supabase_scans is not null and q.legacy_scans is not null then array(
          select t.name from unnest(q.supabase_scans) as t(name) where not t.name = any (q.legacy_scans) order by 1) end as tables) s
      ) x
      where x.metric = p_metric
    ) m
  )
  select
    -- One that was not measured leaves all of them unknown.
    case when count(*) = count(j.value) then case when p_metric like 'golden\_p95%' then max(j.value) else sum(j.value) end end,
    jsonb_build_object('queries', count(*), 'findings',
      coalesce(jsonb_agg(coalesce(j.finding, j.name || ': not measured') order by j.name)
        filter (where j.value is null or j.finding is not null and j.value <> 0), '[]'))
  into value, evidence
  from judged j;
  if (evidence ->> 'queries')::integer = 0 then
    value := null;
    evidence := jsonb_build_object('nothing_declared', 'No golden query is registered for the group.');
  end if;
end
$$;

revoke all on function cutover_private.measure_golden(text, bigint) from public;
comment on function cutover_private.measure_golden(text, bigint) is 'What the golden queries of a group have shown: how many are not equal, the slowest 95th percentile on supabase, the worst against legacy, and tables read from end to end that legacy does not read like that. Without one: nothing_declared.';
