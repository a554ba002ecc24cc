create or replace function cutover_private.daily_report(p_day date default (now() at time zone 'UTC')::date - 1)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_audit jsonb;
  v_by text := coalesce((select a.subject from cutover_private.actor() a), 'anonymous');
  v_table cutover.cutover_tables;
  v_report cutover.daily_reports;
  v_summary text;
begin
  -- Two at once would each take away what the other one made.
  perform pg_advisory_xact_lock(hashtextextended('cutover daily report', 0));
  v_audit := cutover_private.anchor_audit_log('daily report of ' || p_day);
  delete from cutover.daily_reports where day = p_day;
  for v_table in select * from cutover.cutover_tables t order by t.name loop
    v_report := cutover_private.report_of_table(v_table, p_day);
    perform cutover_private.keep_report(v_report, v_audit, v_by);
  end loop;
  v_report := cutover_private.report_of_day(p_day);
  perform cutover_private.keep_report(v_report, v_audit, v_by);

  v_summary := format('Report of %s: %s. Rows that differ: %s (%s, at most %s %%). Rows compared: %s. Alerts: %s critical, %s warning. Incidents: %s. Switches: %s%s.',
    p_day, v_report.state, v_report.drifted, v_report.drift_trend, trim_scale(v_report.drift_percent), v_report.rows_compared,
    coalesce(v_report.alerts ->> 'critical', '0'), coalesce(v_report.alerts ->> 'warning', '0'), jsonb_array_length(v_report.incidents),
    cardinality(v_report.write_pauses_ms), (select ', the longest write pause ' || max(p) || ' ms' from unnest(v_report.write_pauses_ms) p having count(*) > 0));
  perform cutover_private.send_to_targets('report', 'info', null, 'report of ' || p_day, jsonb_build_object('report', jsonb_build_object(
    'day', p_day, 'summary', v_summary, 'overall', to_jsonb(v_report) - '{id,table_id,table_name,made_at,made_by,audit_seq,audit_hash}'::text[],
    'tables', (
      select coalesce(jsonb_agg(to_jsonb(w) - '{id,table_id,day,made_at,made_by,audit_seq,audit_hash}'::text[] order by w.table_name), '[]')
      from (
        select r.* from cutover.daily_reports r where r.day = p_day and r.table_name is not null
        order by jsonb_array_length(r.incidents) desc, r.drifted desc, r.table_name limit 100
      ) w))));
  return jsonb_build_object('day', p_day, 'summary', v_summary, 'tables', (
    select count(*) from cutover.daily_reports r where r.day = p_day and r.table_name is not null));
end
$$;

revoke all on function cutover_private.daily_report(date) from public;
comment on function cutover_private.daily_report(date) is
  'Makes the report of a day (UTC; default: yesterday), of each table and of everything, stores it in place of an earlier one and sends it to the targets that want level info: the hundred tables with most to tell.';
