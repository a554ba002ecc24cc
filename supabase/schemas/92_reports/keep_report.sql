create or replace function cutover_private.keep_report(p_report cutover.daily_reports, p_audit jsonb, p_by text)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $function$
  insert into cutover.daily_reports (day, table_name, table_id, state, rows_compared, drifted, drift_percent, drift_trend, backlog_entries, backlog_highest,
    write_pauses_ms, alerts, incidents, audit_seq, audit_hash, made_by)
  values (p_report.day, p_report.table_name, p_report.table_id, p_report.state, p_report.rows_compared, p_report.drifted, p_report.drift_percent,
    p_report.drift_trend, p_report.backlog_entries, p_report.backlog_highest, p_report.write_pauses_ms, p_report.alerts, p_report.incidents,
    (p_audit ->> 'seq')::bigint, p_audit ->> 'hash', p_by)
$function$;

comment on function cutover_private.keep_report(cutover.daily_reports, jsonb, text) is 'Stores a report, with the head of the audit log and who had it made.';

revoke all on function cutover_private.keep_report(cutover.daily_reports, jsonb, text) from public;
