create or replace function cutover_private.time_golden_queries()
returns integer
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select count(*)::integer from cutover_private.start_golden_queries(array(
    select q.id from cutover.golden_queries q
    where q.ended_at is null
      -- Reports of an application tell more: then nothing is run for it.
      and exists (
        select from cutover.cutover_tables t join cutover.watch_results w on w.table_id = t.id
        where t.group_id = q.group_id and t.state = 'cutover' and w.rule_id = 'rollback_p95' and (w.verdict = 'unknown' or w.evidence ? 'golden_queries'))
      -- Of the time of either side they take a twentieth at most.
      and not exists (
        select from cutover.golden_query_runs r where r.query_id = q.id
          and (r.verdict is null or r.finished_at > clock_timestamp() - greatest(interval '5 minutes',
            20 * make_interval(secs => (coalesce(r.legacy_ms, 0) + coalesce(r.supabase_ms, 0))::double precision / 1000))))), 'watch')
$$;

revoke all on function cutover_private.time_golden_queries() from public;
comment on function cutover_private.time_golden_queries() is 'Queues the golden queries of groups whose latency since the switch nobody reports, every five minutes until their cutover is complete. Returns how many.';
