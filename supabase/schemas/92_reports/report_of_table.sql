create or replace function cutover_private.report_of_table(p_table cutover.cutover_tables, p_day date)
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
  v_rows bigint;
  v_before bigint;
begin
  v_report.day := p_day;
  v_report.table_name := p_table.name;
  v_report.table_id := p_table.id;
  v_report.state := p_table.state;

  select coalesce(sum(greatest(j.rows_legacy, j.rows_supabase)), 0) into v_report.rows_compared
  from cutover.reconciliation_jobs j
  where j.table_id = p_table.id and j.kind in ('full', 'incremental') and j.status = 'completed' and j.finished_at >= v_from and j.finished_at < v_to;
  select greatest(j.rows_legacy, j.rows_supabase) into v_rows
  from cutover.reconciliation_jobs j
  where j.table_id = p_table.id and j.kind = 'full' and j.status = 'completed' and j.finished_at < v_to
  order by j.finished_at desc limit 1;
  select count(*) into v_report.drifted
  from cutover.drifted_rows d
  where d.table_id = p_table.id and d.confirmed_at < v_to and coalesce(d.resolved_at, 'infinity') >= v_to;
  v_report.drift_percent := round(v_report.drifted * 100.0 / greatest(v_rows, 1), 8);
  select r.drifted into v_before
  from cutover.daily_reports r where r.table_name = p_table.name and r.day < p_day order by r.day desc limit 1;
  v_report.drift_trend := case
    when v_before is null then 'first'
    when v_report.drifted > v_before then 'rising'
    when v_report.drifted < v_before then 'falling'
    else 'steady'
  end;

  select (array_agg(s.entries order by s.sampled_at desc))[1], max(s.entries) into v_report.backlog_entries, v_report.backlog_highest
  from cutover_private.backlog_samples s where s.table_id = p_table.id and s.sampled_at >= v_from and s.sampled_at < v_to;
  select e.write_pauses_ms, e.alerts, e.incidents into v_report.write_pauses_ms, v_report.alerts, v_report.incidents
  from cutover_private.events_of_day(p_day, p_table.id, p_table.group_id) e;
  return v_report;
end
$$;

revoke all on function cutover_private.report_of_table(cutover.cutover_tables, date) from public;
comment on function cutover_private.report_of_table(cutover.cutover_tables, date) is 'How a day (UTC) went for a table; not stored yet.';
