create or replace function cutover_private.report_of_day(p_day date)
returns cutover.daily_reports
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
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
  select e.write_pauses_ms, e.alerts, e.incidents into v_report.write_pauses_ms, v_report.alerts, v_report.incidents
  from cutover_private.events_of_day(p_day) e;
  return v_report;
end
$$;

revoke all on function cutover_private.report_of_day(date) from public;
comment on function cutover_private.report_of_day(date) is
  'How a day (UTC) went for everything; reads the stored reports of the tables. The drift in percent is that of the worst table.';
