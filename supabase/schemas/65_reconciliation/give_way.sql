create or replace function cutover_private.give_way()
returns void
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_seconds numeric := cutover_private.setting('reconciliation_maximum_lag_seconds')::text::numeric;
begin
  -- A piece every ten seconds instead of none: rows that are refused wait for ever, and must not switch the verifier off.
  with lagging as (
    select distinct t.group_id
    from cutover.backlogs b join cutover.cutover_tables t on t.id = b.table_id
    where b.oldest_at < clock_timestamp() - make_interval(secs => v_seconds::double precision) and b.measured_at > clock_timestamp() - interval '1 minute'
  ), jobs as (
    -- Whoever is at a job has its row; the others do not wait for that here.
    select j.id, l.group_id is not null as is_lagging
    from cutover.reconciliation_jobs j join cutover.cutover_tables t on t.id = j.table_id left join lagging l on l.group_id = t.group_id
    where j.status = 'running' and j.error is null
      and (l.group_id is not null and j.retry_at is null or l.group_id is null and j.gives_way_since is not null)
    for update of j skip locked
  )
  update cutover.reconciliation_jobs j
  set gives_way_since = case when g.is_lagging then coalesce(j.gives_way_since, clock_timestamp()) end,
    retry_at = case when g.is_lagging then clock_timestamp() + interval '10 seconds' end
  from jobs g where g.id = j.id;
end
$$;

revoke all on function cutover_private.give_way() from public;
comment on function cutover_private.give_way() is 'Slows the jobs of groups down whose oldest live change waits longer than the setting reconciliation_maximum_lag_seconds.';
