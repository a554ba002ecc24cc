create or replace function cutover_private.report_of_day(p_day date)
returns cutover.daily_reports
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_from timestamptz := p_day::timestamp at time zone 'UTC';
  v_to timestamptz := (p_day + 1)::timestamp at time zone 'UTC';
  v_report cutover.daily_reports;
  v_before bigint;
begin
  v_report.day := p_day;
  select coalesce(string_agg(s.count || ' ' || s.state, ', ' order by s.state), 'no tables') into v_report.state
  from (select t.state, count(*) as count from cutover.cutover_tables t group by t.state) s;
  select coalesce(sum(r.rows_compared), 0), coalesce(sum(r.drifted), 0), coalesce(max(r.drift_percent), 0), sum(r.backlog_entries), sum(r.backlog_highest)
  into v_report.rows_compared, v_report.drifted, v_report.drift_percent, v_report.backlog_entries, v_report.backlog_highest
  from cutover.daily_reports r where r.day = p_day and r.table_name is not null;
  select r.drifted into v_before from cutover.daily_reports r where r.table_name is null and r.day < p_day order by r.day desc limit 1;
  v_report.drift_trend := case
    when v_before is null then 'first'
    when v_report.drifted > v_before then 'rising'
    when v_report.drifted < v_before then 'falling'
    else 'steady'
  end;
  -- A switch of a group counts once, however many tables it has.
  select coalesce(array_agg((r.result ->> 'write_pause_ms')::numeric order by r.requested_at), '{}') into v_report.write_pauses_ms
  from cutover.cutover_runs r
  where r.result ? 'write_pause_ms' and (r.result ->> 'flipped_at')::timestamptz >= v_from and (r.result ->> 'flipped_at')::timestamptz < v_to;
  select
    coalesce((select jsonb_object_agg(l.level, l.count) from (
      select a.level, count(*) as count from cutover.alerts a where a.raised_at >= v_from and a.raised_at < v_to group by a.level) l), '{}'),
    coalesce((select jsonb_agg(jsonb_build_object('at', i.raised_at, 'kind', i.kind, 'key', i.key, 'title', i.title) order by i.raised_at) from (
      select a.* from cutover.alerts a
      where a.raised_at >= v_from and a.raised_at < v_to and (a.level = 'critical' or a.kind in ('group_rolled_back', 'run_released'))
      order by a.raised_at limit 50) i), '[]')
  into v_report.alerts, v_report.incidents;
  return v_report;
end
$$;

revoke all on function cutover_private.report_of_day(date) from public;
comment on function cutover_private.report_of_day(date) is
  'How a day (UTC) went for everything; reads the stored reports of the tables. The drift in percent is that of the worst table.';
